// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.device.DeviceException;
import io.trialsync.device.companion.discovery.CompanionSearch;
import io.trialsync.device.companion.discovery.SearchInterface;
import io.trialsync.device.companion.discovery.SearchListener;
import io.trialsync.simulator.CompanionAnnouncement;
import io.trialsync.simulator.CompanionSpec;
import io.trialsync.simulator.SimulatedCompanion;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DiscoverCommandTests {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void listsAPhoneWithItsStateAndItsClock() throws DeviceException, InterruptedException {
        CompanionSpec spec = CompanionSpec.parse("simulated:neon?seed=31&offset=840ms&battery=61&name=Lab%3A%20A");
        try (SimulatedCompanion phone = SimulatedCompanion.start(spec);
                CompanionAnnouncement announcement = CompanionAnnouncement.of(phone)) {
            assertThat(announcement.instance()).contains("Lab: A");
            awaitHeard();

            ProgramRun people = ProgramRun.of("discover", "--for", "5s");
            assertThat(people.exitCode()).as(people.err()).isZero();
            assertThat(people.out())
                    .hasLineCount(1)
                    .contains("Lab: A  Neon  serial ", "id " + phone.deviceId())
                    .contains("companion:127.0.0.1:" + phone.port(), "battery 61 %", "198.5 GB free")
                    .contains("offset +8", "ms (phone behind)");

            ProgramRun programs = ProgramRun.of("discover", "--for", "5s", "--json");
            assertThat(programs.exitCode()).as(programs.err()).isZero();
            assertThat(programs.out()).hasLineCount(1);
            JsonNode found = JsonMapper.shared().readTree(programs.out());
            assertThat(found.path("event").asString()).isEqualTo("found");
            assertThat(found.path("id").asString()).isEqualTo(phone.deviceId());
            assertThat(found.path("battery_percent").asInt()).isEqualTo(61);
            long error = Math.abs(Long.parseLong(found.path("offset_ns").asString()) - 840_000_000L);
            assertThat(error)
                    .isLessThanOrEqualTo(
                            Long.parseLong(found.path("uncertainty_ns").asString()));
        }
    }

    private static void awaitHeard() throws InterruptedException {
        try (CompanionSearch search = CompanionSearch.start(SearchInterface.loopback(), SearchListener.none())) {
            long deadline = System.nanoTime() + 30 * SECOND;
            while (search.found().isEmpty() && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
        }
    }

    @Test
    void nothingFoundSaysWhereWasSearchedAndWhatToTry() {
        ProgramRun run = ProgramRun.of("discover", "--for", "1s");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .hasLineCount(1)
                .containsPattern("^trialsync: no Companion device was found within \\d+ s on ")
                .contains("(127.0.0.1)", "companion:192.168.1.21", "hotspot", "VPN");
    }

    @Test
    void aSearchOfNoTimeIsRefused() {
        ProgramRun run = ProgramRun.of("discover", "--for", "0s");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("[0s] is not within 1s to 86400s");
    }
}
