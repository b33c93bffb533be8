// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.device.StatusComponent;
import io.trialsync.device.StatusComponent.Phone;
import io.trialsync.device.StatusComponent.Recording;
import io.trialsync.device.StatusFeed;
import io.trialsync.device.StatusNews;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A status feed that tells what a test wants, on the test's own thread. */
final class TestFeed implements StatusFeed {

    final AtomicInteger open = new AtomicInteger();
    private volatile @Nullable Consumer<StatusNews> listener;

    @Override
    public Following follow(Consumer<StatusNews> heard) {
        listener = heard;
        open.incrementAndGet();
        return open::decrementAndGet;
    }

    void tell(StatusNews news) {
        Consumer<StatusNews> hearing = listener;
        assertThat(hearing).isNotNull();
        if (hearing != null) {
            hearing.accept(news);
        }
    }

    void changed(StatusComponent component) {
        tell(new StatusNews.Changed(component));
    }

    void state(StatusComponent... components) {
        stateAskedFor(System.nanoTime(), components);
    }

    void stateAskedFor(long nanoTime, StatusComponent... components) {
        tell(new StatusNews.State(List.of(components), nanoTime));
    }

    static Phone phone(int percent, String battery, long bytes, String memory) {
        return new Phone(
                "a41fe4fe2bccf6c3",
                Optional.of("in memory"),
                Optional.empty(),
                OptionalInt.of(percent),
                Optional.of(battery),
                OptionalLong.of(bytes),
                Optional.of(memory),
                OptionalInt.empty());
    }

    static Recording recording(String id, String action, String message) {
        return new Recording(id, action, Optional.of(message).filter(text -> !text.isEmpty()), OptionalLong.of(0));
    }
}
