// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import io.trialsync.device.LiveSamples;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a listener was told. */
final class Heard implements LiveSamples.Listener {

    final BlockingQueue<LiveSamples.Sample> samples = new LinkedBlockingQueue<>();
    final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

    @Override
    public void sample(String stream, long deviceNanos, long receiveNanoTime) {
        throw new AssertionError("samples come with their values");
    }

    @Override
    public void sample(LiveSamples.Sample sample) {
        samples.add(sample);
    }

    @Override
    public void ended(String reason) {
        ends.add(reason);
    }

    String end() throws InterruptedException {
        return Optional.ofNullable(ends.poll(30, TimeUnit.SECONDS)).orElseThrow();
    }
}
