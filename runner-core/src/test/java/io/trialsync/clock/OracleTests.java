// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hipparchus.filtering.kalman.KalmanSmoother;
import org.hipparchus.filtering.kalman.Measurement;
import org.hipparchus.filtering.kalman.ProcessEstimate;
import org.hipparchus.filtering.kalman.linear.LinearEvolution;
import org.hipparchus.filtering.kalman.linear.LinearKalmanFilter;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposer;
import org.hipparchus.linear.MatrixDecomposer;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** The estimator's mathematics against libraries that were written by others. */
class OracleTests {

    private static final MatrixDecomposer DECOMPOSER = new CholeskyDecomposer(1e-9, 1e-15);

    private record Centre(double time, RealVector value, RealMatrix covariance) implements Measurement {
        @Override
        public double getTime() {
            return time;
        }

        @Override
        public RealVector getValue() {
            return value;
        }

        @Override
        public RealMatrix getCovariance() {
            return covariance;
        }
    }

    @Test
    void theSmootherAgreesWithHipparchus() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            int size = 3 + random.nextInt(40);
            double[] seconds = new double[size];
            double[] measured = new double[size];
            double[] variance = new double[size];
            double[] density = new double[size];
            List<Centre> centres = new ArrayList<>();
            for (int k = 0; k < size; k++) {
                seconds[k] = k == 0 ? 0 : seconds[k - 1] + 1 + 20 * random.nextDouble();
                measured[k] = 100 * random.nextGaussian() + 20 * seconds[k];
                variance[k] = 1 + 1000 * random.nextDouble();
                density[k] = 1e-2 * random.nextDouble();
                centres.add(new Centre(
                        seconds[k],
                        new ArrayRealVector(new double[] {measured[k]}),
                        new Array2DRowRealMatrix(new double[][] {{variance[k]}})));
            }
            RateSmoother ours = new RateSmoother(seconds);
            ours.smooth(measured, variance, density);
            List<ProcessEstimate> theirs = hipparchus(centres.subList(1, size), seconds, measured, variance, density);
            // theirs starts with the first measurement as its initial state
            for (int k = 0; k < size; k++) {
                RealVector state = theirs.get(k).getState();
                assertThat(ours.offset[k]).as("seed %d, %d", seed, k).isCloseTo(state.getEntry(0), within(1e-4));
                assertThat(ours.rate[k]).as("seed %d, %d", seed, k).isCloseTo(state.getEntry(1), within(1e-5));
                assertThat(ours.offsetVariance[k])
                        .as("seed %d, %d", seed, k)
                        .isCloseTo(theirs.get(k).getCovariance().getEntry(0, 0), within(1e-3));
            }
        }
    }

    @Test
    void theSmootherOfABendingDriftAgreesWithHipparchus() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            int size = 3 + random.nextInt(40);
            double[] seconds = new double[size];
            double[] measured = new double[size];
            double[] variance = new double[size];
            List<Centre> centres = new ArrayList<>();
            for (int k = 0; k < size; k++) {
                seconds[k] = k == 0 ? 0 : seconds[k - 1] + 1 + 20 * random.nextDouble();
                measured[k] = 100 * random.nextGaussian() + 20 * seconds[k];
                variance[k] = 1 + 1000 * random.nextDouble();
                centres.add(new Centre(
                        seconds[k],
                        new ArrayRealVector(new double[] {measured[k]}),
                        new Array2DRowRealMatrix(new double[][] {{variance[k]}})));
            }
            BendSmoother bending = new BendSmoother(seconds);
            double bendNoise = Math.pow(10, -6 + 3.5 * random.nextDouble());
            RateSmoother ours = new RateSmoother(seconds);
            bending.smooth(measured, variance, bendNoise, ours);
            List<ProcessEstimate> theirs =
                    bendingByHipparchus(centres.subList(1, size), seconds, measured, variance, bendNoise);
            for (int k = 0; k < size; k++) {
                RealVector state = theirs.get(k).getState();
                RealMatrix covariance = theirs.get(k).getCovariance();
                assertThat(ours.offset[k]).as("seed %d, %d", seed, k).isCloseTo(state.getEntry(0), within(1e-3));
                assertThat(ours.rate[k]).as("seed %d, %d", seed, k).isCloseTo(state.getEntry(1), within(1e-4));
                assertThat(ours.offsetVariance[k])
                        .as("seed %d, %d", seed, k)
                        .isCloseTo(covariance.getEntry(0, 0), within(1e-2));
                assertThat(ours.rateVariance[k])
                        .as("seed %d, %d", seed, k)
                        .isCloseTo(covariance.getEntry(1, 1), within(1e-3));
            }
        }
    }

    private static List<ProcessEstimate> bendingByHipparchus(
            List<Centre> centres, double[] seconds, double[] measured, double[] variance, double bendNoise) {
        KalmanSmoother smoother = new KalmanSmoother(DECOMPOSER);
        ProcessEstimate start = new ProcessEstimate(
                0, new ArrayRealVector(new double[] {measured[0], 0, 0}), new Array2DRowRealMatrix(new double[][] {
                    {variance[0], 0, 0}, {0, 200 * 200, 0}, {0, 0, 0.05 * 0.05}
                }));
        int[] gap = {0};
        double q = 1e-4 * 1e-4;
        double r = bendNoise * bendNoise;
        LinearKalmanFilter<Centre> filter = new LinearKalmanFilter<>(
                DECOMPOSER,
                measurement -> {
                    int k = gap[0]++;
                    double dt = seconds[k + 1] - seconds[k];
                    double corner = r * dt * dt * dt / 6;
                    double beside = q * dt * dt / 2 + r * Math.pow(dt, 4) / 8;
                    double below = r * dt * dt / 2;
                    return new LinearEvolution(
                            new Array2DRowRealMatrix(new double[][] {{1, dt, dt * dt / 2}, {0, 1, dt}, {0, 0, 1}}),
                            new Array2DRowRealMatrix(3, 1),
                            new ArrayRealVector(1),
                            new Array2DRowRealMatrix(new double[][] {
                                {q * dt * dt * dt / 3 + r * Math.pow(dt, 5) / 20, beside, corner},
                                {beside, q * dt + r * dt * dt * dt / 3, below},
                                {corner, below, r * dt}
                            }),
                            new Array2DRowRealMatrix(new double[][] {{1, 0, 0}}));
                },
                start);
        filter.setObserver(smoother);
        centres.forEach(filter::estimationStep);
        return smoother.backwardsSmooth();
    }

    private static List<ProcessEstimate> hipparchus(
            List<Centre> centres, double[] seconds, double[] measured, double[] variance, double[] density) {
        KalmanSmoother smoother = new KalmanSmoother(DECOMPOSER);
        ProcessEstimate start = new ProcessEstimate(
                0, new ArrayRealVector(new double[] {measured[0], 0}), new Array2DRowRealMatrix(new double[][] {
                    {variance[0], 0}, {0, 200 * 200}
                }));
        int[] gap = {0};
        LinearKalmanFilter<Centre> filter = new LinearKalmanFilter<>(
                DECOMPOSER,
                measurement -> {
                    int k = gap[0]++;
                    double dt = seconds[k + 1] - seconds[k];
                    double q = density[k];
                    return new LinearEvolution(
                            new Array2DRowRealMatrix(new double[][] {{1, dt}, {0, 1}}),
                            new Array2DRowRealMatrix(2, 1),
                            new ArrayRealVector(1),
                            new Array2DRowRealMatrix(
                                    new double[][] {{q * dt * dt * dt / 3, q * dt * dt / 2}, {q * dt * dt / 2, q * dt}
                                    }),
                            new Array2DRowRealMatrix(new double[][] {{1, 0}}));
                },
                start);
        filter.setObserver(smoother);
        centres.forEach(filter::estimationStep);
        return smoother.backwardsSmooth();
    }

    @Test
    void theLineOfLargestMarginAgreesWithALinearProgram() {
        for (long seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            int size = 2 + random.nextInt(40);
            double[] seconds = new double[size];
            double[] earliest = new double[size];
            double[] latest = new double[size];
            ExpressionsBasedModel program = new ExpressionsBasedModel();
            Variable offset = program.newVariable("offset").lower(-1e5).upper(1e5);
            Variable drift = program.newVariable("drift").lower(-600).upper(600);
            Variable margin =
                    program.newVariable("margin").lower(-1e5).upper(1e5).weight(1);
            for (int i = 0; i < size; i++) {
                seconds[i] = i == 0 ? 0 : seconds[i - 1] + 1 + 20 * random.nextDouble();
                earliest[i] = 20 * seconds[i] - 100 * random.nextDouble();
                latest[i] = 20 * seconds[i] + 100 * random.nextDouble();
                Expression below = program.newExpression("below" + i).lower(earliest[i]);
                below.set(offset, 1).set(drift, seconds[i]).set(margin, -1);
                Expression above = program.newExpression("above" + i).upper(latest[i]);
                above.set(offset, 1).set(drift, seconds[i]).set(margin, 1);
            }
            Optimisation.Result best = program.maximise();
            MaxMarginLine line = MaxMarginLine.of(seconds, earliest, latest, 600);

            assertThat(line.margin()).as("seed %d, %s", seed, best).isCloseTo(best.getValue(), within(1e-4));
        }
    }
}
