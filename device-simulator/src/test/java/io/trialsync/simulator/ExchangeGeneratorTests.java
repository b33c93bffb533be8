// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trialsync.clock.Exchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeGeneratorTests {

    private static final long START = 1_685_088_812_484_000_000L;
    private static final long END = START + 600_000_000_000L;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simulated:neon?offset=840ms&drift=25ppm&delay=3ms..20ms",
                "simulated:neon?drift=10ppm..40ppm/300s&step=+850ms@200s,-3s@400s&forward=1ms+exp(5ms)",
                "simulated:neon?resolution=0ns&delay=0ns",
                "simulated:neon?delay=2500ms&resolution=60s"
            })
    void everyExchangeHoldsTheTruth(String address) {
        CompanionSpec spec = CompanionSpec.parse(address);
        VirtualClock clock = spec.wallClock(START);

        List<DrawnExchange> drawn =
                ExchangeGenerator.of(spec, START).between(START, END).toList();

        assertThat(drawn).isNotEmpty().allSatisfy(one -> {
            Exchange exchange = one.exchange();
            assertThat(one.trueHostNanos()).isBetween(exchange.hostSendNanos(), exchange.hostReceiveNanos());
            assertThat(exchange.deviceNanos()).isEqualTo(clock.stampAt(one.trueHostNanos(), spec.resolutionNanos()));
            assertThat(clock.deviceNanosAt(one.trueHostNanos()) - exchange.deviceNanos())
                    .isBetween(0L, Math.max(0, spec.resolutionNanos() - 1));
            assertThat(exchange.resolutionNanos()).isEqualTo(spec.resolutionNanos());
            assertThat(exchange.hostSendNanos()).isGreaterThanOrEqualTo(START);
            assertThat(exchange.hostReceiveNanos()).isLessThanOrEqualTo(END);
        });
        for (int i = 1; i < drawn.size(); i++) {
            assertThat(drawn.get(i).exchange().hostSendNanos())
                    .isGreaterThanOrEqualTo(drawn.get(i - 1).exchange().hostReceiveNanos());
        }
    }

    @Test
    void exchangesComeOnceASecondDitheredOverTheResolution() {
        List<Exchange> drawn = draw("simulated:neon");

        assertThat(drawn).hasSize(600);
        for (int i = 0; i < drawn.size(); i++) {
            assertThat(drawn.get(i).hostSendNanos() - START - i * 1_000_000_000L)
                    .isBetween(0L, 999_999L);
        }
        assertThat(drawn.stream()
                        .map(exchange -> (exchange.hostSendNanos() - START) % 1_000_000_000L)
                        .distinct())
                .hasSizeGreaterThan(500);
    }

    @Test
    void theSeedDecidesTheSeries() {
        assertThat(draw("simulated:neon?seed=7")).isEqualTo(draw("simulated:neon?seed=7"));
        assertThat(draw("simulated:neon?seed=7")).isNotEqualTo(draw("simulated:neon?seed=8"));
    }

    @Test
    void aStretchThatEndsBeforeItBeginsIsRefused() {
        ExchangeGenerator generator = ExchangeGenerator.of(CompanionSpec.parse("simulated:neon"), START);

        assertThatThrownBy(() -> generator.between(END, START)).hasMessageContaining("is before from [" + END + "]");
    }

    @Test
    void theTableHasTheColumnsOfTheContract(@TempDir Path folder) throws Exception {
        Path table = Files.writeString(folder.resolve("out.csv"), "an older table");
        List<Long> progress = new ArrayList<>();

        long rows = ExchangesTable.write(
                table, Stream.of(new Exchange(10, -5, 30, 0), new Exchange(START, START, START, 0)), progress::add);

        assertThat(rows).isEqualTo(2);
        assertThat(progress).containsExactly(1L, 2L);
        assertThat(table)
                .hasContent("host_send_ns,device_ns,host_receive_ns\n10,-5,30\n" + START + "," + START + "," + START
                        + "\n");
        assertThat(folder).isDirectoryContaining("glob:**out.csv");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(table);
        }
    }

    @Test
    void aTableThatFailsLeavesNothingBehind(@TempDir Path folder) throws Exception {
        Stream<Exchange> failing = Stream.of(1L, -1L).map(receive -> new Exchange(0, 0, receive, 0));

        assertThatThrownBy(() -> ExchangesTable.write(folder.resolve("out.csv"), failing, rows -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatDoesNotExistIsNamed(@TempDir Path folder) {
        Path table = folder.resolve("missing").resolve("out.csv");

        assertThatThrownBy(() -> ExchangesTable.write(table, Stream.empty(), rows -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write [" + table + "]; give a file in a folder that exists");
    }

    private static List<Exchange> draw(String address) {
        return ExchangeGenerator.of(CompanionSpec.parse(address), START)
                .between(START, END)
                .map(DrawnExchange::exchange)
                .toList();
    }
}
