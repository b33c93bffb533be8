// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;

/** What the experiments' virtual machine begins with. */
public final class ExperimentMain {

    private ExperimentMain() {}

    /**
     * Run what a folder asks for, leave in it what came of it, and end the virtual machine.
     *
     * @param args the folder
     * @throws IOException if the folder cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Handover handover = new Handover(Path.of(args[0]));
        RunRequest request = handover.request();
        request.properties().forEach(System::setProperty);
        Display display = display(request);
        // the keys are the experimenter's; an experiment that reads them would take them away
        InputStream keys = System.in;
        System.setIn(InputStream.nullInputStream());
        Optional<String> mixed = JUnitVersions.problem(ExperimentMain.class.getClassLoader());
        if (mixed.isPresent()) {
            handover.write(RunOutcome.mistaken(mixed.get()));
        } else {
            run(request, handover, display, keys);
        }
        System.exit(0);
    }

    private static void run(RunRequest request, Handover handover, Display display, InputStream keys)
            throws IOException {
        try {
            ExperimentRunner runner = new ExperimentRunner(request, handover, display);
            handover.write(runner.run(keys));
            display.wipe();
            runner.over();
        } catch (LinkageError e) {
            handover.write(RunOutcome.mistaken("the class path holds a library in another version than this program"
                    + " needs, perhaps another version of TrialSync: " + e));
        }
    }

    private static Display display(RunRequest request) {
        PrintStream out = request.outputAside() ? System.err : System.out;
        Display display = new Display(out, request.columns());
        Charset charset = charset();
        System.setOut(display.around(out, charset));
        System.setErr(display.around(System.err, charset));
        return display;
    }

    private static Charset charset() {
        return Optional.ofNullable(System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding")))
                .filter(Charset::isSupported)
                .map(Charset::forName)
                .orElse(Charset.defaultCharset());
    }
}
