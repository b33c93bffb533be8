// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.device.DeviceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A phone whose traffic is recorded.
 *
 * @param host its host name or address; an IPv6 address in brackets
 * @param port the port of its HTTP interface
 * @param name what it is called
 * @param timeEchoPort where it answers Time Echo; empty if it does not
 */
record PhoneTarget(String host, int port, String name, OptionalInt timeEchoPort) {

    private static final Pattern PLACE =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::(\\d{1,5}))?");
    private static final int USUAL_PORT = 8080;
    private static final int HIGHEST_PORT = 65_535;
    private static final int LARGEST_STATUS_BYTES = 1 << 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final String PORT_KEY = "time_echo_port";

    /** Ask what is at {@code HOST} or {@code HOST:PORT}; fails with a line if it is no phone. */
    static PhoneTarget ask(String place, CompanionJson json) throws DeviceException {
        Matcher matcher = PLACE.matcher(place);
        int port = matcher.matches() && matcher.group(2) != null ? Integer.parseInt(matcher.group(2)) : USUAL_PORT;
        if (!matcher.matches() || port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "[" + place + "] is not HOST or HOST:PORT, such as 192.168.1.21 or 192.168.1.21:8080");
        }
        JsonNode phone = phoneIn(status(place, matcher.group(1), port, json), place);
        int echo = phone.path(PORT_KEY).asInt(0);
        return new PhoneTarget(
                matcher.group(1),
                port,
                phone.path("device_name").asString("").replaceAll("\\p{Cntrl}", " "),
                echo < 1 || echo > HIGHEST_PORT ? OptionalInt.empty() : OptionalInt.of(echo));
    }

    private static JsonNode status(String place, String host, int port, CompanionJson json) throws DeviceException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + "/api/status"))
                .timeout(TIMEOUT)
                .build();
        try (InputStream body =
                client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            return json.read(new String(body.readNBytes(LARGEST_STATUS_BYTES), StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeviceException("the wait for the phone at " + place + " was interrupted", e);
        } catch (IOException | JacksonException e) {
            throw new DeviceException(
                    "no phone with the Companion app answers at " + place + " (" + reason(e)
                            + "); the app shows its own address under Stream",
                    e);
        }
    }

    private static String reason(Exception failure) {
        if (failure instanceof JacksonException) {
            return "what answers there sends no JSON";
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() ? "nothing accepts connections there" : message;
    }

    private static JsonNode phoneIn(JsonNode status, String place) throws DeviceException {
        for (JsonNode component : status.path("result")) {
            if (component.path("model").asString("").equals("Phone")) {
                return component.path("data");
            }
        }
        throw new DeviceException(
                "what answers at " + place + " is no phone with the Companion app: its status names no" + " phone");
    }

    String http() {
        return "http://" + host + ":" + port;
    }

    URI feed() {
        return URI.create("ws://" + host + ":" + port + PhonePath.STATUS.path());
    }

    /** Have the phone of a status, or of a component of it, name another port of Time Echo, or none for 0. */
    static void renameTimeEcho(JsonNode node, int port) {
        if (node instanceof ArrayNode components) {
            components.forEach(component -> renameTimeEcho(component, port));
        } else if (node instanceof ObjectNode component
                && component.path("model").asString("").equals("Phone")
                && component.get("data") instanceof ObjectNode phone
                && phone.has(PORT_KEY)) {
            if (port == 0) {
                phone.remove(PORT_KEY);
            } else {
                phone.put(PORT_KEY, port);
            }
        }
    }
}
