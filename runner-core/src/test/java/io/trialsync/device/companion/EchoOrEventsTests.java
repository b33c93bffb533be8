// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.trialsync.device.DeviceException;
import io.trialsync.device.RawExchange;
import io.trialsync.device.SyncChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EchoOrEventsTests {

    private static final long SECOND = 1_000_000_000L;

    private long now;
    private boolean echoWorks = true;
    private boolean eventsWork = true;
    private boolean eventBringsEchoBack;
    private final List<String> asked = new ArrayList<>();
    private final EchoOrEvents channel =
            new EchoOrEvents(channel("time-echo", 0), channel("event", 15 * SECOND), () -> now);

    private SyncChannel channel(String name, long restNanos) {
        return new SyncChannel() {
            @Override
            public String clock() {
                return "wall";
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public long restNanos() {
                return restNanos;
            }

            @Override
            public RawExchange exchange() throws DeviceException {
                asked.add(name);
                if (name.equals("event") ? !eventsWork : !echoWorks) {
                    throw new DeviceException(name + " failed");
                }
                echoWorks |= eventBringsEchoBack;
                return new RawExchange(1, 2, 3, 1_000_000, false);
            }
        };
    }

    @Test
    void timeEchoServesAsLongAsItDoesNotFailThreeTimesInARow() throws DeviceException {
        for (int i = 0; i < 3; i++) {
            echoWorks = false;
            assertThat(catchThrowable(channel::exchange)).hasMessage("time-echo failed");
            assertThat(catchThrowable(channel::exchange)).hasMessage("time-echo failed");
            echoWorks = true;
            channel.exchange();
        }
        assertThat(channel.name()).isEqualTo("time-echo");
        assertThat(channel.restNanos()).isZero();
        assertThat(asked).containsOnly("time-echo");
    }

    @Test
    void afterThreeFailuresEventsTakeOverUntilTimeEchoAnswersAgain() throws DeviceException {
        echoWorks = false;
        assertThat(catchThrowable(channel::exchange)).isNotNull();
        assertThat(catchThrowable(channel::exchange)).isNotNull();
        channel.exchange();

        assertThat(channel.name()).isEqualTo("event");
        assertThat(channel.restNanos()).isEqualTo(15 * SECOND);
        asked.clear();
        now += 30 * SECOND;
        channel.exchange();
        assertThat(asked).containsExactly("event");
        asked.clear();
        now += 31 * SECOND;
        channel.exchange();
        assertThat(asked).containsExactly("time-echo", "event");
        echoWorks = true;
        now += 61 * SECOND;
        channel.exchange();
        assertThat(channel.name()).isEqualTo("time-echo");
        assertThat(channel.restNanos()).isZero();
    }

    @Test
    void aPhoneThatIsBackJustWhenTheEventIsTriedKeepsTimeEcho() throws DeviceException {
        echoWorks = false;
        assertThat(catchThrowable(channel::exchange)).isNotNull();
        assertThat(catchThrowable(channel::exchange)).isNotNull();
        eventBringsEchoBack = true;
        channel.exchange();

        assertThat(channel.name()).isEqualTo("time-echo");
        assertThat(asked).endsWith("time-echo", "event", "time-echo");
    }

    @Test
    void aPhoneThatIsGoneAltogetherSaysNothingAboutTimeEcho() throws DeviceException {
        echoWorks = false;
        eventsWork = false;
        for (int i = 0; i < 5; i++) {
            assertThat(catchThrowable(channel::exchange)).hasMessage("time-echo failed");
        }
        echoWorks = true;
        channel.exchange();

        assertThat(channel.name()).isEqualTo("time-echo");
    }
}
