// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingKeysTests {

    @ParameterizedTest
    @CsvSource({
        "trialsync.particpant, trialsync.participant",
        "trialsync.devices, trialsync.device",
        "trailsync.participant, trialsync.participant",
        "Trialsync.seed, trialsync.seed",
        "trialsync.device.loss, trialsync.device-loss",
        "trialsync.sync.maxpause, trialsync.sync.max-pause",
        "trialsync.Recording, trialsync.recording",
        "trialsync.journal.minfree, trialsync.journal.min-free"
    })
    void aKeyThatIsNearlyASettingIsRefusedWithTheOneThatIsMeant(String given, String meant) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SettingKeys.requireNoneMisspelt(List.of("java.home", given)))
                .withMessage(
                        "[" + given + "] is no setting; [" + meant + "] is; a property of your own needs another name");
    }

    @Test
    void settingsThemselvesAndKeysOfOthersAreNotRefused() {
        assertThatCode(() -> {
                    SettingKeys.requireNoneMisspelt(SettingKeys.ALL);
                    SettingKeys.requireNoneMisspelt(List.of(
                            "trialsync.design.Search.search",
                            "trialsync.my-own.factor",
                            "trialsync.gui",
                            "particpant",
                            ""));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void everySettingIsKnown() {
        assertThat(Arrays.stream(Configuration.class.getFields())
                        .filter(field -> field.getName().endsWith("_PROPERTY_NAME"))
                        .map(SettingKeysTests::text))
                .containsExactlyInAnyOrderElementsOf(SettingKeys.ALL);
    }

    private static String text(Field field) {
        try {
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
