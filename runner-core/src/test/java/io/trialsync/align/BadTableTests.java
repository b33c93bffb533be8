// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, in which words, and that nothing is left of it. */
class BadTableTests {

    @TempDir
    Path folder;

    private Path in = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void leaveAnOlderOutput() throws IOException {
        in = folder.resolve("in.csv");
        out = folder.resolve("out.csv");
        Files.writeString(out, "older");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            ''                        | : is empty; a table with a header is needed
            \\nstamp\\n1\\n           | , line 1: the line is empty; the header of the table is needed here
            a,b\\n1,2\\n              | , line 1: there is no column [stamp]; the columns are: a, b
            a;stamp\\n1;2\\n          | , line 1: there is no column [stamp]; the columns are: a;stamp (cells must be separated by commas)
            stamp,a,stamp\\n1,2,3\\n  | , line 1: the column [stamp] is there more than once; it must be there once
            stamp,note\\n1,2\\n       | , line 1: there already is a column [note], which would be appended; rename it first
            stamp,a\\n1,2\\n,2\\n     | , line 3: column [stamp]: the cell is empty; nanoseconds as a whole number are needed
            stamp,a\\n"",2\\n         | , line 2: column [stamp]: the cell is empty; nanoseconds as a whole number are needed
            stamp,a\\n1.7e18,2\\n     | , line 2: column [stamp]: [1.7e18] is not a whole number; nanoseconds as a whole number are needed
            stamp,a\\n12.5,2\\n       | , line 2: column [stamp]: [12.5] is not a whole number; nanoseconds as a whole number are needed
            stamp,a\\n-,2\\n          | , line 2: column [stamp]: [-] is not a whole number; nanoseconds as a whole number are needed
            stamp,a\\n1 2,2\\n        | , line 2: column [stamp]: [1 2] is not a whole number; nanoseconds as a whole number are needed
            stamp,a\\n"x\\ny",2\\n    | , line 2: column [stamp]: [x\\ny] is not a whole number; nanoseconds as a whole number are needed
            stamp,a\\n9223372036854775808,2\\n  | , line 2: column [stamp]: [9223372036854775808] does not fit into 64 bits; nanoseconds as a whole number are needed
            stamp,a\\n99999999999999999999,2\\n | , line 2: column [stamp]: [99999999999999999999] does not fit into 64 bits; nanoseconds as a whole number are needed
            stamp,a\\n-9223372036854775808,2\\n | , line 2: column [stamp]: [-9223372036854775808] is not within ±4600000000000000000 ns (146 years either side of zero)
            stamp,a\\n4600000000000000001,2\\n  | , line 2: column [stamp]: [4600000000000000001] is not within ±4600000000000000000 ns (146 years either side of zero)
            stamp,a\\n1\\n            | , line 2: the row has 1 cells; as many as in the header are needed, 2
            stamp,a\\n1,2,3\\n        | , line 2: the row has 3 cells; as many as in the header are needed, 2
            stamp,a\\n1,"two\\nlines"\\n\\n1,2\\n | , line 4: the line is empty; empty lines are allowed only at the end of a table
            stamp,a\\n1,"x\\n2,3\\n   | , line 2: a quote is opened and never closed
            stamp,a\\n1,"x"y\\n       | , line 2: text after a closing quote; a quote within quotes is written twice ("")
            """)
    void isRefusedInOneLine(String table, String message) throws IOException {
        Files.writeString(in, table.replace("\\n", "\n"));
        assertRefused(in, out, in + message);
    }

    @Test
    void showsOnlyTheBeginningOfALongCellAndNoControlCharacters() throws IOException {
        Files.writeString(in, "stamp\n\u001b[31m\u202e" + "x".repeat(500) + "\n");
        assertRefused(
                in,
                out,
                in + ", line 2: column [stamp]: [\\u001b[31m\\u202e" + "x".repeat(34)
                        + "…] is not a whole number; nanoseconds as a whole number are needed");
    }

    @Test
    void namesTheFileThatIsNotThere() throws IOException {
        assertRefused(in, out, in + ": cannot be read: no such file or folder");
        assertRefused(folder, out, folder + ": is a folder; a CSV table is needed");
    }

    @Test
    void doesNotReplaceTheTableItselfNotEvenThroughALink() throws IOException {
        Files.writeString(in, "stamp\n1\n");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), in);
        assertRefused(in, in, in + ": is the table itself; choose another name for the output");
        assertRefused(in, link, link + ": is the table itself; choose another name for the output");
        assertThat(in).hasContent("stamp\n1\n");
    }

    @Test
    void namesTheFolderThatCannotBeWrittenTo() throws IOException {
        Files.writeString(in, "stamp\n1\n");
        Path missing = folder.resolve("missing");
        assertRefused(
                in,
                missing.resolve("out.csv"),
                missing.resolve("out.csv") + ": cannot be written: the folder " + missing + " does not exist");
        assertRefused(
                in, in.resolve("out.csv"), in.resolve("out.csv") + ": cannot be written: " + in + " is not a folder");
        assertRefused(in, folder, folder + ": is not a regular file; the name of a file to write is needed");
    }

    @Test
    void writesThroughALinkRatherThanReplacingIt() throws IOException {
        Files.writeString(in, "stamp\n1\n");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), out);
        convert(in, link);
        assertThat(link).isSymbolicLink();
        assertThat(out).content().startsWith("stamp,host time [ns]");
    }

    @Test
    void leavesWhatAnotherConversionIsWriting() throws IOException {
        Files.writeString(in, "stamp\n1\n");
        Path other = Files.writeString(folder.resolve("out.csv.part"), "another");
        convert(in, out);
        assertThat(other).hasContent("another");
        assertThat(out).content().startsWith("stamp,host time [ns]");
    }

    private void assertRefused(Path table, Path output, String message) throws IOException {
        List<Path> before = files();
        assertThatThrownBy(() -> convert(table, output))
                .isInstanceOf(AlignmentException.class)
                .hasMessage(message);
        assertThat(files()).isEqualTo(before);
        assertThat(out).hasContent("older");
    }

    private static void convert(Path table, Path output) {
        new TableConverter(SomeModels.steady(), "stamp", ConversionProgress.NONE).convert(table, output);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
