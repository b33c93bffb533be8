// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A plain HTTP client for one phone. */
record Http(SimulatedCompanion phone) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(String method, String path, BodyPublisher body) throws IOException, InterruptedException {
        URI uri = URI.create("http://" + phone.host() + ":" + phone.port() + path);
        return CLIENT.send(HttpRequest.newBuilder(uri).method(method, body).build(), BodyHandlers.ofString());
    }
}
