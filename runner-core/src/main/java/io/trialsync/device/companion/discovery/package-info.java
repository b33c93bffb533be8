// SPDX-License-Identifier: Apache-2.0
/**
 * Finds phones that run the Companion app by what they announce on the local network (mDNS, DNS-SD).
 *
 * <p>A {@link io.trialsync.device.companion.discovery.CompanionSearch} listens on every usable IPv4 interface at once and keeps
 * a list of {@link io.trialsync.device.companion.discovery.FoundCompanion}; a phone is known by its id, however many
 * interfaces it is seen on. Nothing here talks to a phone, and what the network says is cleaned and bounded.
 */
@NullMarked
package io.trialsync.device.companion.discovery;

import org.jspecify.annotations.NullMarked;
