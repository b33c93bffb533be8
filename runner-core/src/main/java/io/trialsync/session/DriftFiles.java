// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.KnownDrift;
import io.trialsync.device.DeviceIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drift of each device from one session to the next, in a small file per device. A file that is missing, damaged or
 * someone else's only means that the drift is not known yet; a session never fails for it. Thread-safe.
 */
public final class DriftFiles {

    private static final Logger LOG = LoggerFactory.getLogger(DriftFiles.class);

    private static final String FORMAT = "trialsync-drift/1";
    private static final int LARGEST_BYTES = 4096;
    private static final int LONGEST_NAME = 120;
    /** A drift that is known no better helps nobody. */
    private static final double WORST_KEPT_PPM = 20;

    private final Path folder;

    /**
     * Look into a folder, which need not exist.
     *
     * @param folder where the files are
     */
    public DriftFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * {@return the drift at the end of the device's last session, its uncertainty widened by what may have changed since}
     *
     * @param device which device
     */
    public Optional<KnownDrift> read(DeviceIdentity device) {
        Path file = file(device);
        try {
            return Optional.of(parse(content(file), device));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("the drift kept in {} is ignored: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private static String content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST_BYTES + 1);
            if (bytes.length > LARGEST_BYTES) {
                throw new IOException("it is larger than " + LARGEST_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static KnownDrift parse(String content, DeviceIdentity device) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(content));
        require(properties, "format", FORMAT);
        require(properties, "model", device.model());
        require(properties, "id", device.id());
        KnownDrift kept = new KnownDrift(number(properties, "drift_ppm"), number(properties, "uncertainty_ppm"));
        return kept.afterRest();
    }

    private static void require(Properties properties, String key, String expected) {
        String value = properties.getProperty(key);
        if (!expected.equals(value)) {
            throw new IllegalArgumentException(key + " is [" + value + "] where [" + expected + "] is expected");
        }
    }

    private static double number(Properties properties, String key) {
        String value = properties.getProperty(key, "");
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " [" + value + "] is not a number", e);
        }
    }

    /** Keep a drift for the next session, unless it is hardly known. */
    void write(DeviceIdentity device, KnownDrift drift) {
        if (drift.uncertaintyPpm() > WORST_KEPT_PPM) {
            return;
        }
        Path file = file(device);
        try {
            Files.createDirectories(folder);
            replace(file, text(device, drift));
        } catch (IOException e) {
            LOG.warn("the drift of the device could not be kept in {}: {}", file, e.toString());
        }
    }

    private void replace(Path file, String text) throws IOException {
        Path part = Files.createTempFile(folder, "drift-", ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String text(DeviceIdentity device, KnownDrift drift) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("format", FORMAT);
        properties.setProperty("model", device.model());
        properties.setProperty("id", device.id());
        properties.setProperty("drift_ppm", Double.toString(drift.driftPpm()));
        properties.setProperty("uncertainty_ppm", Double.toString(drift.uncertaintyPpm()));
        StringWriter text = new StringWriter();
        properties.store(text, "drift of the device's clock (host - device), kept by TrialSync between sessions");
        return text.toString();
    }

    private Path file(DeviceIdentity device) {
        String name = encoded(device.model()) + "-" + encoded(device.id());
        return folder.resolve("drift-" + (name.length() > LONGEST_NAME ? digest(name) : name) + ".properties");
    }

    /** Lower-case letters and digits stand for themselves, so that no name differs by case, means a folder or is reserved. */
    private static String encoded(String text) {
        StringBuilder name = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (octet >= 'a' && octet <= 'z') || (octet >= '0' && octet <= '9');
            name.append(
                    plain ? String.valueOf((char) octet) : "_" + HexFormat.of().toHexDigits(octet));
        }
        return name.toString();
    }

    private static String digest(String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
