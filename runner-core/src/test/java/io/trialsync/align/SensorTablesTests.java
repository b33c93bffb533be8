// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.align.SensorTables.Kind;
import io.trialsync.device.DeviceClock;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SensorTablesTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GAZE      | section id,recording id,timestamp [ns],gaze x [px],gaze y [px],worn,fixation id,blink id,azimuth [deg],elevation [deg]
            GAZE      | file,timestamp [ns],gaze x [px],gaze y [px],worn,fixation id,blink id,azimuth [deg],elevation [deg]
            GAZE      | section id,recording id,timestamp [ns],gaze detected on surface,gaze position on surface x [normalized],gaze position on surface y [normalized]
            EYE_STATE | section id,recording id,timestamp [ns],pupil diameter left [mm],pupil diameter right [mm],eyeball center left x [mm]
            EYE_STATE | recording id,timestamp [ns],eye ball center left x [mm],optical axis left x
            EYE_STATE | recording id,timestamp [ns],eyelid angle top left [rad]
            FIXATIONS | section id,recording id,fixation id,start timestamp [ns],end timestamp [ns],duration [ms],fixation x [px],fixation y [px],azimuth [deg],elevation [deg]
            FIXATIONS | fixation id,start timestamp [ns],end timestamp [ns],duration [ms],fixation x [px],fixation y [px]
            SACCADES  | section id,recording id,saccade id,start timestamp [ns],end timestamp [ns],duration [ms],amplitude [px]
            BLINKS    | section id,recording id,blink id,start timestamp [ns],end timestamp [ns],duration [ms]
            BLINKS    | blink id,start timestamp [ns],end timestamp [ns],duration [ms]
            IMU       | section id,recording id,timestamp [ns],gyro x [deg/s],gyro y [deg/s],gyro z [deg/s],acceleration x [g],roll [deg]
            IMU       | file,timestamp [ns],protots [ns],gyro x [deg/s],acceleration x [G],quaternion w
            WORLD     | section id,recording id,timestamp [ns]
            WORLD     | recording id,timestamp [ns]
            """)
    void recognisesTablesOfTheSensorClock(Kind kind, String header) {
        List<String> columns = List.of(header.split(",", -1));
        assertThat(SensorTables.recognise(columns)).contains(kind);
        assertThat(SensorTables.clockOf(columns)).isEqualTo(DeviceClock.SENSOR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recording id,timestamp [ns],name,type",
                "timestamp [ns],name,type",
                "recording id,label id,label name",
                "timestamp [ns],trial,response",
                "start timestamp [ns],end timestamp [ns],aoi",
                "gaze x [px],gaze y [px],time [s]"
            })
    void takesAllOthersToBeOfTheWallClock(String header) {
        List<String> columns = List.of(header.split(",", -1));
        assertThat(SensorTables.recognise(columns)).isEmpty();
        assertThat(SensorTables.clockOf(columns)).isEqualTo(DeviceClock.WALL);
    }
}
