// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.device.DeviceException;

/**
 * Something that runs beside a simulated phone as long as it does, such as its streams or its announcement in the network. It asks
 * {@link CompanionControls#network()} whether anybody is reached, has its connections cut with those of the phone, and tells what it
 * offers by {@link PhoneState#update}.
 */
@FunctionalInterface
interface PhoneService {

    /**
     * Start, once the phone answers over HTTP.
     *
     * @param phone the running phone
     * @return what ends the service; closed before the phone itself, last started first
     * @throws DeviceException if it cannot start, and then the phone does not either
     */
    AutoCloseable start(SimulatedCompanion phone) throws DeviceException;
}
