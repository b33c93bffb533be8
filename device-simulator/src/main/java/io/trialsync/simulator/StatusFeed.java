// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the clients of the status feed what changes, one compact text frame a component. Whoever pushes has to keep the order; nothing
 * here waits. Thread-safe.
 */
final class StatusFeed {

    /** Further clients are turned away. */
    static final int MOST_CLIENTS = 64;

    private final CompanionJson json = new CompanionJson();
    private final ReplyFaults faults;
    private final Set<StatusClient> clients = ConcurrentHashMap.newKeySet();

    StatusFeed(ReplyFaults faults) {
        this.faults = faults;
    }

    boolean full() {
        return clients.size() >= MOST_CLIENTS;
    }

    void add(StatusClient client, List<Map<String, Object>> state) {
        clients.add(client);
        for (Map<String, Object> component : state) {
            client.offer(Frame.of(json.write(component), faults.take(PhonePath.WEBSOCKET), json));
        }
    }

    void remove(StatusClient client) {
        clients.remove(client);
    }

    /** Tell all clients of a component. */
    void push(Map<String, Object> component) {
        if (!clients.isEmpty()) {
            pushText(json.write(component));
        }
    }

    void pushText(String text) {
        Optional<ReplyFault> fault = faults.take(PhonePath.WEBSOCKET);
        clients.forEach(client -> client.offer(Frame.of(text, fault, json)));
    }

    /** Go on with what had to wait. */
    void drain() {
        clients.forEach(StatusClient::drain);
    }
}
