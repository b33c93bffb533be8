// SPDX-License-Identifier: Apache-2.0
package io.trialsync.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalTextTests {

    private final PersonalText texts = new PersonalText();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "cannot read /home/jane doe/stimuli/a.png | cannot read [path removed]",
                "C:\\Users\\Jane Doe\\x.png, and then | [path removed], and then",
                "C:\\\\Users\\\\Jane Doe\\\\x.png | [path removed]",
                "('/Users/jane doe/a b.png') is bad | ('[path removed]') is bad",
                "/home/jane o'neil (old)/x.csv: Permission denied | [path removed]: Permission denied",
                "file:///home/jane doe/x; next | [path removed]; next",
                "/nfs/home/jane doe/x | [path removed]",
                "/run/media/jane/USB STICK/x.csv: full | [path removed]: full",
                "/data/jane doe/a.png not found | [path removed] not found",
                "/tmp/x.csv: Permission denied | [path removed]: Permission denied",
                "D:\\lab data\\x.csv is full | [path removed] is full",
                "\\\\server\\share\\x.csv is full | [path removed] is full",
                "http://labpc-07:8080/x | http://[host name removed]/x",
                "http://192.168.1.20:8080/api | http://[IP address removed]/api",
                "java.net.UnknownHostException: labpc-07 | java.net.UnknownHostException: [host name removed]",
                "no route to labpc-07.psych.uni-x.de. | no route to [host name removed].",
                "connect to labpc/192.168.1.20:80 | connect to [host name removed]/[IP address removed]",
                "seen AABB.CCDD.EEFF | seen [MAC address removed]",
                "seen aa:bb:cc:dd:ee:ff | seen [MAC address removed]"
            })
    void whatNamesAComputerIsRemoved(String text, String expected) {
        assertThat(texts.without(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/event: status 500",
                "GET /data/x gave no answer",
                "version 2.8.33.1 of the app",
                "v1.2.3.4",
                "999.1.2.300",
                "1.2.3.4.5",
                "java.net.ConnectException: Connection refused",
                "io.trialsync.device.NotDeliveredException: trial.3.target",
                "a/b and 3/4",
                "trialsync.sync.max-pause",
                "stimuli.tar.gz at 12:34:56"
            })
    void whatOnlyLooksLikeItStays(String text) {
        assertThat(texts.without(text)).isEqualTo(text);
        assertThat(texts.counts()).isEmpty();
    }

    @Test
    void aNameIsRemovedAsAWordOnly() {
        texts.remove("search", "name of a device");
        texts.remove("name", "name of a device");
        texts.remove("labpc-07", "name of this computer or its user");
        texts.remove("ab", "name of a device");
        texts.remove("auto", "address of a device");

        assertThat(texts.without("visualsearch by Search on LABPC-07, ab auto"))
                .isEqualTo("visualsearch by [name of a device removed] on [name of this computer or its user removed],"
                        + " ab auto");
    }

    @Test
    void aLongTextIsLookedThroughWithoutRunningOutOfStack() {
        String text = "/home/jane " + "a:b ".repeat(200_000) + "/tmp/x" + " a/b".repeat(200_000);

        assertThat(texts.without(text)).isEqualTo("[path removed]");
    }
}
