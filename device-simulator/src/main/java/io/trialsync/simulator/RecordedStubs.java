// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.ScenarioMappingBuilder;
import com.github.tomakehurst.wiremock.http.LoggedResponse;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes stub mappings of what a phone answered. A recording is a scenario with two states, so that status and events follow start and
 * stop whatever their number; events are stamped by WireMock's clock, or with the time they bring. Everything else is answered as it
 * was the first time. Time Echo cannot be stubbed: the status names no port of it, and clients exchange times by events.
 */
final class RecordedStubs {

    private static final String SCENARIO = "recording";
    private static final String RECORDING = "recording";
    private static final String TEMPLATES = "response-template";
    private static final String NO_ID = "";
    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;
    private static final int LONGEST_NAME = 60;

    private final CompanionJson json;
    private final List<ServeEvent> events;
    private final Map<String, StubMapping> stubs = new LinkedHashMap<>();

    /** @param events what was asked and answered, the oldest first */
    RecordedStubs(CompanionJson json, List<ServeEvent> events) {
        this.json = json;
        this.events = List.copyOf(events);
    }

    /** {@return the mappings by a name that is fit for a file} */
    Map<String, StubMapping> mappings() {
        if (events.isEmpty()) {
            return Map.of();
        }
        String id = answersTo(PhonePath.START).stream()
                .map(answer -> read(answer).path("result").path("id").asString(NO_ID))
                .filter(found -> found.matches("[0-9A-Za-z-]{1,64}"))
                .findFirst()
                .orElse(NO_ID);
        status(id);
        events("event-outside-recording", STARTED, "null");
        if (!id.isEmpty()) {
            events("event-in-recording", RECORDING, '"' + id + '"');
        }
        turn(PhonePath.START, STARTED, RECORDING);
        turn(PhonePath.STOP_AND_SAVE, RECORDING, STARTED);
        turn(PhonePath.CANCEL, RECORDING, STARTED);
        events.stream().filter(event -> operation(event).isEmpty()).forEach(this::asItWas);
        return stubs;
    }

    private static Optional<PhonePath> operation(ServeEvent event) {
        LoggedRequest request = event.getRequest();
        String path = request.getUrl().replaceAll("%3[Aa]", ":");
        return PhonePath.overHttp().stream()
                .filter(known -> known != PhonePath.CALIBRATION)
                .filter(known -> known.path().equals(path)
                        && known.method().equals(request.getMethod().value()))
                .findFirst();
    }

    private List<LoggedResponse> answersTo(PhonePath path) {
        List<LoggedResponse> answers = new ArrayList<>();
        events.stream()
                .filter(event -> operation(event).filter(path::equals).isPresent())
                .map(ServeEvent::getResponse)
                .filter(answer -> answer != null && answer.getStatus() == OK)
                .forEach(answers::add);
        return answers;
    }

    private JsonNode read(LoggedResponse answer) {
        try {
            return json.read(answer.getBodyAsString());
        } catch (JacksonException e) {
            return json.read("{}");
        }
    }

    /** The last status without a recording is the state of the phone; with one, the recording is added to it. */
    private void status(String id) {
        List<ArrayNode> states = new ArrayList<>();
        for (LoggedResponse answer : answersTo(PhonePath.STATUS)) {
            if (read(answer).path("result") instanceof ArrayNode components) {
                states.add(components);
            }
        }
        if (states.isEmpty()) {
            return;
        }
        ArrayNode idle = states.stream()
                .filter(state -> recordingIn(state).isEmpty())
                .reduce((one, next) -> next)
                .orElse(states.get(0));
        recordingIn(idle).ifPresent(index -> idle.remove(index));
        PhoneTarget.renameTimeEcho(idle, 0);
        stub("status", onPath(PhonePath.STATUS, STARTED), answer(json.envelope("Success", idle)));
        if (!id.isEmpty()) {
            ArrayNode recording = idle.deepCopy();
            recording.addPOJO(PhoneState.recording("START", id, "", 0));
            stub("status-recording", onPath(PhonePath.STATUS, RECORDING), answer(json.envelope("Success", recording)));
        }
    }

    private static Optional<Integer> recordingIn(ArrayNode components) {
        for (int i = 0; i < components.size(); i++) {
            if (components.get(i) instanceof ObjectNode component
                    && component.path("model").asString("").equals("Recording")) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** WireMock's clock has whole milliseconds, as phones have been seen to stamp. */
    private void events(String name, String state, String recordingId) {
        stub(
                name + "-with-time",
                onPath(PhonePath.EVENT, state).atPriority(1).withRequestBody(matchingJsonPath("$.timestamp")),
                fresh(recordingId, "{{jsonPath request.body '$.timestamp'}}"));
        stub(name, onPath(PhonePath.EVENT, state).atPriority(2), fresh(recordingId, "{{now format='epoch'}}000000"));
    }

    private static ResponseDefinitionBuilder fresh(String recordingId, String timestamp) {
        // the space keeps the end of a template apart from the end of the JSON
        return answer("{\"message\":\"Success\",\"result\":{\"recording_id\":" + recordingId + ",\"timestamp\":"
                        + timestamp + " }}")
                .withTransformers(TEMPLATES);
    }

    private void turn(PhonePath path, String from, String to) {
        answersTo(path).stream()
                .findFirst()
                .ifPresent(first ->
                        stub(path.key(), onPath(path, from).willSetStateTo(to), answer(first.getBodyAsString())));
    }

    private static ScenarioMappingBuilder onPath(PhonePath path, String state) {
        // some clients escape the colon
        return request(path.method(), urlPathMatching(path.path().replace(":", "(:|%3[Aa])")))
                .inScenario(SCENARIO)
                .whenScenarioStateIs(state);
    }

    private void asItWas(ServeEvent event) {
        LoggedRequest request = event.getRequest();
        LoggedResponse answer = event.getResponse();
        if (answer == null || answer.getStatus() >= SERVER_ERROR) {
            return;
        }
        MappingBuilder mapping = request(request.getMethod().value(), urlEqualTo(request.getUrl()));
        String body = request.getBodyAsString();
        if (!body.isBlank() && isJson(body)) {
            mapping.withRequestBody(equalToJson(body));
        }
        String name = (request.getMethod().value()
                        + request.getUrl()
                        + (body.isBlank() ? "" : "-" + Integer.toHexString(body.hashCode())))
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        String bounded = name.substring(0, Math.min(name.length(), LONGEST_NAME));
        if (!stubs.containsKey(bounded)) {
            ResponseDefinitionBuilder definition =
                    aResponse().withStatus(answer.getStatus()).withBody(bytes(answer));
            String type = answer.getMimeType();
            stub(bounded, mapping, type == null ? definition : definition.withHeader("Content-Type", type));
        }
    }

    private boolean isJson(String body) {
        try {
            return !json.read(body).isMissingNode();
        } catch (JacksonException e) {
            return false;
        }
    }

    private static byte[] bytes(LoggedResponse answer) {
        byte[] body = answer.getBody();
        return body == null ? new byte[0] : body;
    }

    private static ResponseDefinitionBuilder answer(String body) {
        return aResponse()
                .withStatus(OK)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    private void stub(String name, MappingBuilder mapping, ResponseDefinitionBuilder answer) {
        stubs.put(name, mapping.withName(name).willReturn(answer).build());
    }
}
