// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trialsync.clock.Exchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangesTableTests {

    @TempDir
    Path folder;

    @Test
    void readsTheThreeColumnsByName() throws IOException {
        Path table = write("host_send_ns,device_ns,host_receive_ns\n100,-5,120\n200,95,220\n");
        assertThat(ExchangesTable.read(table, 3))
                .containsExactly(new Exchange(100, -5, 120, 3), new Exchange(200, 95, 220, 3));
    }

    @Test
    void takesOtherColumnsAByteOrderMarkQuotesAndEmptyLines() throws IOException {
        Path table = write(String.join(
                "\r\n",
                "\uFEFFhost_send_ns,device_ns,host_receive_ns,link",
                "\"100\",-5,120,\"wifi, 5 GHz\"",
                "",
                "200,95,220,",
                ""));
        assertThat(ExchangesTable.read(table, 0))
                .containsExactly(new Exchange(100, -5, 120, 0), new Exchange(200, 95, 220, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            ''                                   | : is empty; a table with the columns host_send_ns, device_ns, host_receive_ns is needed
            host_send_ns,device_ns\\n1,2\\n      | , line 1: there is no column [host_receive_ns]; the columns are: host_send_ns, device_ns; needed are: host_send_ns, device_ns, host_receive_ns
            HEADER,device_ns\\n1,2,3,4\\n        | , line 1: the column [device_ns] is there more than once; it must be there once
            HEADER\\n1,,3\\n                     | , line 2: column [device_ns]: the cell is empty; nanoseconds as a whole number are needed
            HEADER\\n1,2\\n                      | , line 2: column [host_receive_ns]: the cell is empty; nanoseconds as a whole number are needed
            HEADER\\n1,2,3\\n1,two,3\\n          | , line 3: column [device_ns]: [two] is not a whole number; nanoseconds as a whole number are needed
            HEADER\\n1,2,3\\n5,2,3\\n            | , line 3: host_receive_ns [3] is before host_send_ns [5]; an exchange is received after it was sent
            HEADER\\n1,9223372036854775807,3\\n  | , line 2: device_ns [9223372036854775807] is not within ±4600000000000000000 ns (146 years)
            HEADER\\n1,9223372036854775808,3\\n  | , line 2: column [device_ns]: [9223372036854775808] does not fit into 64 bits; nanoseconds as a whole number are needed
            HEADER\\n                            | : exchanges: 0; at least two are needed
            HEADER\\n1,2,3\\n                    | : exchanges: 1; at least two are needed
            """)
    void refusesBadTablesInOneLine(String text, String message) throws IOException {
        Path table = write(
                text.replace("HEADER", "host_send_ns,device_ns,host_receive_ns").replace("\\n", "\n"));
        assertThatThrownBy(() -> ExchangesTable.read(table, 0))
                .isInstanceOf(AlignmentException.class)
                .hasMessage(table + message);
    }

    @Test
    void refusesQuotesThatAreNeverClosed() throws IOException {
        Path table = write("host_send_ns,device_ns,host_receive_ns\n1,2,\"3\n4,5,6\n");
        assertThatThrownBy(() -> ExchangesTable.read(table, 0))
                .isInstanceOf(AlignmentException.class)
                .hasMessageStartingWith(table + ": is not a CSV table: ")
                .hasMessageContaining("line 2");
    }

    @Test
    void namesTheFileThatIsNotThere() {
        Path table = folder.resolve("missing.csv");
        assertThatThrownBy(() -> ExchangesTable.read(table, 0))
                .hasMessage(table + ": cannot be read: no such file or folder");
        assertThatThrownBy(() -> ExchangesTable.read(folder, 0))
                .hasMessage(folder + ": is a folder; an exchanges table is needed");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("exchanges.csv"), text);
    }
}
