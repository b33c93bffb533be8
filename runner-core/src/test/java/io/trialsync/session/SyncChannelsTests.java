// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.LiveClock;
import io.trialsync.journal.JournalRecord.Exchanged;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncChannelsTests {

    @TempDir
    Path directory;

    @Test
    void anotherChannelThatTakesOverIsSaidAndKeepsItsOwnRhythm() throws Exception {
        Lab lab = new Lab(directory);
        TestDevice device = TestDevice.inMemory();
        LiveSession session = lab.openSynchronised(device);
        CountDownLatch taken = new CountDownLatch(1);
        device.gate = call -> {
            if (call.equals("exchange")) {
                device.channelName = "event";
                device.restNanos = 15_000_000_000L;
                taken.countDown();
            }
        };
        assertThat(taken.await(20, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 5; i++) {
            Lab.trial(session, "t" + i, trial -> {});
        }
        session.close();

        List<String> channels = Lab.journal(session)
                .all(Exchanged.class)
                .map(Exchanged::channel)
                .toList();
        assertThat(channels).contains("memory", "event");
        // one that took over, one for each border of a trial (the oldest are left out), one at the end
        assertThat(channels.stream().filter("event"::equals)).hasSizeBetween(1, 13);
        assertThat(Lab.faults(session))
                .containsExactly("exchange: time stamps are exchanged by event from now on, no longer by memory");
        Lab.assertNoThreadOfOursIsLeft();
    }

    @Test
    void aJumpOfTheDevicesClockIsInTheJournalAtOnce() throws Exception {
        Lab lab = new Lab(directory);
        TestDevice device = TestDevice.inMemory();
        LiveSession session = lab.openSynchronised(device);
        Lab.trial(session, "before", trial -> {});
        device.steppedNanos = 850_000_000L;
        LiveClock live = session.links.all().get(0).live().orElseThrow();
        Lab.await("the jump is proven", () -> live.state().orElseThrow().generation() > 0);
        session.close();

        assertThat(Lab.faults(session))
                .singleElement()
                .asString()
                .matches("clock: the device's wall clock jumped: two exchanges prove that it is now [\\d.]+ ms ahead of"
                        + " where it was");
        Lab.assertNoThreadOfOursIsLeft();
    }
}
