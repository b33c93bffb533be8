// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.DeviceException;
import io.trialsync.device.StatusFeed;
import io.trialsync.device.StatusNews;
import io.trialsync.device.companion.FeedConnection.FeedParts;
import io.trialsync.device.companion.PhoneGuard.OtherPhoneException;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.WebSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one phone's state: connects, reads the whole state, listens, and after each failure begins anew.
 *
 * <p>The HTTP client's pings find a phone that has gone without a word. It offers compression of its own accord and bounds no
 * message, so that both are taken care of here. A phone that opens no WebSocket is asked for its state now and then instead.
 */
final class FeedRun implements StatusFeed.Following, Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(FeedRun.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration UPGRADE_TIMEOUT = Duration.ofSeconds(4);

    /** A connection that is renewed within that was no loss: a pause of this computer can also let pings go unanswered. */
    private static final long RENEWAL_MILLIS = 300;

    /** A connection that has lasted for more than the first one that was not answered, and the one that it is found by. */
    private static final int PINGS_ANSWERED = 3;

    private final FeedParts parts;
    private final FeedTiming timing;
    private final Backoff backoff;
    private final LongSupplier nanoTime;
    private final Consumer<StatusNews> listener;
    private final CompanionHttp http;
    private final ExecutorService readers;
    private final OkHttpClient client;
    private final Thread thread;
    private final Object telling = new Object();
    private volatile boolean closed;
    private long lastHeard;
    private boolean down;
    private boolean renewing;
    private String toldOther = "";

    FeedRun(
            FeedParts parts,
            FeedTiming timing,
            LongSupplier nanoTime,
            RandomGenerator random,
            Consumer<StatusNews> listener) {
        this.parts = parts;
        this.timing = timing;
        this.backoff =
                new Backoff(timing.firstRest().toMillis(), timing.longestRest().toMillis(), random);
        this.nanoTime = nanoTime;
        this.listener = listener;
        this.lastHeard = nanoTime.getAsLong();
        this.http = new CompanionHttp(parts.place(), nanoTime);
        this.readers = Executors.newCachedThreadPool(work -> daemon("trialsync-status-reader-", work));
        this.client = client();
        this.thread = daemon("trialsync-status-", this);
        http.guardBy(parts.guard());
    }

    private Thread daemon(String name, Runnable work) {
        Thread daemon = new Thread(work, name + parts.place());
        daemon.setDaemon(true);
        return daemon;
    }

    private OkHttpClient client() {
        return new OkHttpClient.Builder()
                .socketFactory(parts.sockets())
                .dispatcher(new Dispatcher(readers))
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .protocols(List.of(Protocol.HTTP_1_1))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .proxy(Proxy.NO_PROXY)
                .addInterceptor(chain -> chain.proceed(chain.request()
                                .newBuilder()
                                .removeHeader("Sec-WebSocket-Extensions")
                                .build())
                        .newBuilder()
                        .removeHeader("Sec-WebSocket-Extensions")
                        .build())
                .connectTimeout(TIMEOUT)
                .readTimeout(TIMEOUT)
                .writeTimeout(TIMEOUT)
                .callTimeout(UPGRADE_TIMEOUT)
                .pingInterval(timing.ping())
                .build();
    }

    void start() {
        thread.start();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                connectAndFollow();
                if (!closed && !isRenewing()) {
                    TimeUnit.MILLISECONDS.sleep(backoff.nextMillis());
                }
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void connectAndFollow() throws InterruptedException {
        FeedConnection connection = new FeedConnection(parts, this::heard);
        WebSocket socket = client.newWebSocket(
                new Request.Builder()
                        .url("ws://" + parts.place() + CompanionDevice.STATUS_PATH)
                        .build(),
                connection);
        try {
            boolean open = connection.awaitOpen();
            if (!open && !connection.answeredOtherwise()) {
                lost(connection.awaitEnd(), false);
            } else if (readState(connection) && open) {
                backoff.reset();
                long since = nanoTime.getAsLong();
                String reason = connection.awaitEnd();
                ended(reason, connection.wasSilent(), nanoTime.getAsLong() - since);
            }
        } finally {
            socket.cancel();
        }
    }

    private synchronized boolean isRenewing() {
        return renewing;
    }

    /** Pings without answer: the phone is gone, unless it has answered some before and takes a new connection at once. */
    private void ended(String reason, boolean silent, long livedNanos) {
        if (!silent || livedNanos < PINGS_ANSWERED * timing.ping().toNanos()) {
            lost(reason, silent);
            return;
        }
        synchronized (this) {
            renewing = true;
        }
        try {
            readers.execute(() -> lostUnlessRenewed(reason));
        } catch (RejectedExecutionException e) {
            // closed
        }
    }

    private void lostUnlessRenewed(String reason) {
        try {
            TimeUnit.MILLISECONDS.sleep(RENEWAL_MILLIS);
        } catch (InterruptedException e) {
            return; // closed
        }
        synchronized (telling) {
            if (isRenewing()) {
                lost(reason, true);
            }
        }
    }

    /** True if the state was read, and is that of the expected phone. */
    private boolean readState(FeedConnection connection) {
        try {
            long asked = nanoTime.getAsLong();
            CompanionStatus status = http.status(parts.parser());
            regained();
            connection.tellState(status.components(), asked);
            return true;
        } catch (OtherPhoneException e) {
            lost(String.valueOf(e.getMessage()), false);
        } catch (DeviceException e) {
            lost(String.valueOf(e.getMessage()), false);
        }
        return false;
    }

    private void heard(StatusNews news) {
        synchronized (this) {
            lastHeard = nanoTime.getAsLong();
        }
        tell(news);
    }

    private void regained() {
        synchronized (telling) {
            long away;
            synchronized (this) {
                renewing = false;
                if (!down) {
                    return;
                }
                down = false;
                toldOther = "";
                away = nanoTime.getAsLong() - lastHeard;
            }
            tell(new StatusNews.Regained(away));
        }
    }

    private void lost(String reason, boolean silent) {
        synchronized (telling) {
            Optional<String> other = otherPhone();
            if (isToTell(other, silent)) {
                tell(other.<StatusNews>map(StatusNews.OtherDevice::new).orElseGet(() -> new StatusNews.Lost(reason)));
            }
        }
    }

    private synchronized boolean isToTell(Optional<String> other, boolean silent) {
        renewing = false;
        boolean toTell = other.map(text -> !text.equals(toldOther)).orElse(!down);
        toldOther = other.orElse(toldOther);
        if (!down) {
            long now = nanoTime.getAsLong();
            // the last answer to a ping may be as old as two of them
            lastHeard = silent ? Math.max(lastHeard, now - 2 * timing.ping().toNanos()) : now;
        }
        down = true;
        return toTell;
    }

    private Optional<String> otherPhone() {
        try {
            parts.guard().requireExpected();
            return Optional.empty();
        } catch (DeviceException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void tell(StatusNews news) {
        try {
            if (!closed) {
                listener.accept(news);
            }
        } catch (RuntimeException e) {
            LOG.warn("a listener to the status of the phone at {} failed", parts.place(), e);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        http.close();
        client.dispatcher().cancelAll();
        readers.shutdownNow();
        client.connectionPool().evictAll();
    }
}
