/*
 * The load generator: one thread, one epoll. Usage:
 *   load PORT REQUEST_FILE REPLY_FILE CONNECTIONS IN_FLIGHT WARMUP_SECONDS SECONDS [RATE]
 * The files hold a framed request and the framed reply that is expected, both of the strict binary protocol; sequence ids are
 * filled in. Each reply is compared in length, type and sequence id. Without a rate each connection keeps IN_FLIGHT calls going;
 * with one (calls a second) calls begin on time, whatever the server does, and latencies are counted from the time they were due.
 * Prints: calls SECONDS calls/s p50 p90 p99 p99.9 max (microseconds).
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 256 * 1024, QUEUE = 65536, BUCKETS = 64 * 64 };

struct connection {
    int fd;
    size_t in, out, written;
    uint32_t sent, received;
    int64_t *due;
    unsigned char *input, *output;
};

static unsigned char request[64 * 1024], expected[64 * 1024];
static size_t request_size, expected_size, request_seqid, expected_seqid;
static int64_t measured_from;
static uint64_t buckets[BUCKETS], calls;
static int64_t longest;

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void fail(const char *what) {
    fprintf(stderr, "load: %s (%s)\n", what, strerror(errno));
    exit(1);
}

static uint32_t integer(const unsigned char *at) {
    uint32_t value;
    memcpy(&value, at, 4);
    return ntohl(value);
}

static size_t seqid_at(const unsigned char *frame) { return 4 + 4 + 4 + integer(frame + 8); }

static size_t load_file(const char *path, unsigned char *into, size_t most) {
    FILE *file = fopen(path, "rb");
    if (!file) fail(path);
    size_t size = fread(into, 1, most, file);
    fclose(file);
    return size;
}

/* 64 buckets for each power of two: within 1.6 %. */
static int bucket(int64_t value) {
    if (value < 64) return (int) value;
    int shift = 63 - __builtin_clzll(value) - 6;
    return (shift + 1) * 64 + (int) ((value >> shift) - 64);
}

static int64_t value_of(int index) {
    return index < 64 ? index : ((int64_t) (index % 64) + 64) << (index / 64 - 1);
}

static void count(int64_t due, int64_t at) {
    if (at < measured_from) return;
    calls++;
    int64_t took = at - due;
    buckets[bucket(took < 0 ? 0 : took)]++;
    if (took > longest) longest = took;
}

static double percentile(double part) {
    uint64_t seen = 0, wanted = (uint64_t) (part * calls);
    for (int i = 0; i < BUCKETS; i++) {
        seen += buckets[i];
        if (seen > wanted) return value_of(i) / 1000.0;
    }
    return longest / 1000.0;
}

static void call(struct connection *c, int64_t due) {
    if (c->out + request_size > BUFFER || c->sent - c->received >= QUEUE) fail("the server is too far behind");
    memcpy(c->output + c->out, request, request_size);
    uint32_t seqid = htonl(c->sent);
    memcpy(c->output + c->out + request_seqid, &seqid, 4);
    c->out += request_size;
    c->due[c->sent++ % QUEUE] = due;
}

static void flush(struct connection *c) {
    while (c->written < c->out) {
        ssize_t n = write(c->fd, c->output + c->written, c->out - c->written);
        if (n < 0 && errno == EAGAIN) {
            memmove(c->output, c->output + c->written, c->out - c->written);
            c->out -= c->written;
            c->written = 0;
            return;
        }
        if (n < 0) fail("write");
        c->written += n;
    }
    c->written = c->out = 0;
}

static void check(struct connection *c, const unsigned char *frame, size_t size) {
    if (size != expected_size || memcmp(frame, expected, 8) || integer(frame + expected_seqid) != c->received)
        fail("not the reply that was expected");
}

static int receive(struct connection *c) {
    ssize_t n = read(c->fd, c->input + c->in, BUFFER - c->in);
    if (n == 0) fail("the server has closed a connection");
    if (n < 0) {
        if (errno == EAGAIN) return 0;
        fail("read");
    }
    c->in += n;
    int64_t at = now();
    int replies = 0;
    size_t from = 0;
    while (c->in - from >= 4 && c->in - from - 4 >= integer(c->input + from)) {
        size_t size = 4 + integer(c->input + from);
        check(c, c->input + from, size);
        count(c->due[c->received++ % QUEUE], at);
        from += size;
        replies++;
    }
    memmove(c->input, c->input + from, c->in - from);
    c->in -= from;
    return replies;
}

static void connect_to(struct connection *c, int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    c->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (c->fd < 0 || connect(c->fd, (struct sockaddr *) &address, sizeof address) < 0) fail("connect");
    int on = 1;
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    c->input = malloc(BUFFER);
    c->output = malloc(BUFFER);
    c->due = malloc(QUEUE * sizeof *c->due);
}

int main(int number, char **arguments) {
    if (number < 8) {
        fprintf(stderr, "usage: load PORT REQUEST_FILE REPLY_FILE CONNECTIONS IN_FLIGHT WARMUP_SECONDS SECONDS [RATE]\n");
        return 2;
    }
    request_size = load_file(arguments[2], request, sizeof request);
    expected_size = load_file(arguments[3], expected, sizeof expected);
    request_seqid = seqid_at(request);
    expected_seqid = seqid_at(expected);
    int connections = atoi(arguments[4]), in_flight = atoi(arguments[5]);
    double warmup = atof(arguments[6]), seconds = atof(arguments[7]), rate = number > 8 ? atof(arguments[8]) : 0;
    struct connection *all = calloc(connections, sizeof *all);
    int epoll = epoll_create1(0);
    for (int i = 0; i < connections; i++) {
        connect_to(&all[i], atoi(arguments[1]));
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &all[i]};
        epoll_ctl(epoll, EPOLL_CTL_ADD, all[i].fd, &event);
    }
    int64_t begin = now(), end = begin + (int64_t) ((warmup + seconds) * 1e9);
    measured_from = begin + (int64_t) (warmup * 1e9);
    for (int i = 0; rate == 0 && i < connections; i++) {
        for (int k = 0; k < in_flight; k++) call(&all[i], now());
        flush(&all[i]);
    }
    struct epoll_event events[1024];
    uint64_t started = 0;
    for (int64_t at = now(); at < end; at = now()) {
        if (rate > 0) {
            for (; begin + (int64_t) (started * 1e9 / rate) <= at; started++) {
                struct connection *c = &all[started % connections];
                call(c, begin + (int64_t) (started * 1e9 / rate));
                flush(c);
            }
        }
        int n = epoll_wait(epoll, events, 1024, rate > 0 ? 0 : 100);
        for (int i = 0; i < n; i++) {
            struct connection *c = events[i].data.ptr;
            int replies = receive(c);
            if (rate == 0) {
                int64_t due = now();
                for (int k = 0; k < replies; k++) call(c, due);
            }
            flush(c);
        }
    }
    printf("%llu %.3f %.0f %.1f %.1f %.1f %.1f %.1f\n", (unsigned long long) calls, seconds, calls / seconds,
           percentile(0.5), percentile(0.9), percentile(0.99), percentile(0.999), longest / 1000.0);
    return 0;
}
