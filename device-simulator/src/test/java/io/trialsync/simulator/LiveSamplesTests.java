// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.LiveSamples;
import io.trialsync.device.LiveSamples.LiveStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The live samples of a simulated phone. */
class LiveSamplesTests {

    private static final long START = 1_685_088_812_484_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long MS = 1_000_000L;

    /** What a listener was told. */
    private record Told(String stream, long deviceNanos, long receiveNanoTime) {}

    private static final class Ear implements LiveSamples.Listener {
        final BlockingQueue<Told> samples = new LinkedBlockingQueue<>();
        final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

        @Override
        public void sample(String stream, long deviceNanos, long receiveNanoTime) {
            samples.add(new Told(stream, deviceNanos, receiveNanoTime));
        }

        @Override
        public void ended(String reason) {
            ends.add(reason);
        }

        Told next() throws InterruptedException {
            return Optional.ofNullable(samples.poll(10, TimeUnit.SECONDS)).orElseThrow();
        }
    }

    private static SimulatedDevice open(String keys) throws DeviceException {
        return new SimulatedDeviceProvider()
                .open(DeviceAddress.parse("simulated:neon?" + keys), DeviceContext.system());
    }

    @Test
    void aPhoneStreamsOnlyIfItIsToldTo() throws Exception {
        try (SimulatedDevice device = open("seed=7")) {
            assertThat(device.liveSamples()).isEmpty();
        }
    }

    @Test
    void samplesCarryTheSensorClockAndArriveAfterTheirDelay() throws Exception {
        try (SimulatedDevice device =
                open("stream=200hz&stream-delay=10ms..20ms&delay=3ms&offset=840ms&sensor-offset=850ms&step=+1s@0ms")) {
            LiveSamples samples = device.liveSamples().orElseThrow();
            assertThat(samples.clock()).isEqualTo("sensor");
            Ear ear = new Ear();
            try (LiveStream stream = samples.start(ear)) {
                assertThat(stream).isNotNull();
                long before = Long.MIN_VALUE;
                for (int i = 0; i < 20; i++) {
                    Told told = ear.next();
                    assertThat(told.stream()).isEqualTo("gaze");
                    assertThat(told.deviceNanos()).isGreaterThan(before);
                    before = told.deviceNanos();
                    SimulatedCompanion phone = device.companion();
                    // what the sensor clock showed when the sample had arrived is later than its stamp by the delay
                    assertThat(phone.trueSensorNanosAt(told.receiveNanoTime()) - told.deviceNanos())
                            .isGreaterThanOrEqualTo(13 * MS - 2);
                    assertThat(phone.trueWallNanosAt(told.receiveNanoTime())
                                    - phone.trueSensorNanosAt(told.receiveNanoTime()))
                            .isEqualTo(1_850 * MS);
                }
            }
        }
    }

    @Test
    void aStreamMayBeEndedAndStartedAnewAndEndsWithThePhone() throws Exception {
        SimulatedDevice device = open("stream=100hz");
        LiveSamples samples = device.liveSamples().orElseThrow();
        Ear first = new Ear();
        LiveStream stream = samples.start(first);
        first.next();
        stream.close();
        stream.close();
        Ear second = new Ear();
        samples.start(second);
        second.next();
        device.close();

        assertThat(first.ends).isEmpty();
        assertThat(second.ends.poll(30, TimeUnit.SECONDS)).contains("ended its stream of gaze");
        assertThatThrownBy(() -> samples.start(new Ear())).isInstanceOf(DeviceException.class);
    }

    @Test
    void drawnArrivalsAreInOrderLateByTheirDelaysAndTheSameForTheSameSeed() {
        CompanionSpec spec = CompanionSpec.parse("simulated:neon?stream=20hz&stream-delay=25ms+exp(5ms)"
                + "&backward=2ms..90ms&offset=840ms&sensor-offset=-850ms&drift=25ppm&step=+850ms@10s&seed=7");
        ArrivalGenerator generator = ArrivalGenerator.of(spec, START);

        List<DrawnArrival> drawn = generator.between(START, START + 60 * SECOND).toList();

        assertThat(drawn)
                .hasSizeBetween(1190, 1200)
                .isEqualTo(generator.between(START, START + 60 * SECOND).toList());
        long before = Long.MIN_VALUE;
        for (DrawnArrival sample : drawn) {
            assertThat(sample.arrival().hostNanos())
                    .isGreaterThanOrEqualTo(before)
                    .isGreaterThanOrEqualTo(sample.trueHostNanos() + 27 * MS);
            before = sample.arrival().hostNanos();
            long offset = sample.trueHostNanos() - sample.arrival().deviceNanos();
            // 840 ms behind and 850 ms ahead of that, drifting by 25 ppm, with no step
            assertThat(offset).isBetween(-10 * MS, -10 * MS + 1_510_000);
        }
    }

    @Test
    void aPhoneWithoutAStreamDrawsNoArrivals() {
        assertThatThrownBy(() -> ArrivalGenerator.of(CompanionSpec.parse("simulated:neon"), START))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the phone has no stream; give it one, stream=20hz");
    }
}
