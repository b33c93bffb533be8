// SPDX-License-Identifier: Apache-2.0
/**
 * An experiment as a user of TrialSync writes one: a visual search with a scripted participant.
 *
 * <p>It runs without hardware against a simulated phone, and with one by giving its address as {@code trialsync.device}.
 */
package io.trialsync.example;
