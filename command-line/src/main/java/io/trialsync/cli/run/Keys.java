// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Hands the experimenter's keys on to the experiments' virtual machine. */
final class Keys {

    private Keys() {}

    /** The end of the keys, as of an empty file, is nothing: the pipe stays open, since its end would end the run. */
    static void hand(InputStream keys, OutputStream pipe) {
        Thread thread = new Thread(() -> copy(keys, pipe), "trialsync-keys");
        thread.setDaemon(true);
        thread.start();
    }

    private static void copy(InputStream keys, OutputStream pipe) {
        byte[] buffer = new byte[256];
        try {
            for (int read = keys.read(buffer); read >= 0; read = keys.read(buffer)) {
                pipe.write(buffer, 0, read);
                pipe.flush();
            }
        } catch (IOException e) {
            // nobody is there any more to give keys or to take them
        }
    }
}
