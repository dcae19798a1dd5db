/*
 * What is possible: an epoll loop that answers each frame with a canned reply, without knowing Thrift beyond the place of the
 * sequence id. Usage: limit REPLY_FILE. The file holds one framed reply; prints its port.
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
#include <unistd.h>

enum { BUFFER = 256 * 1024, EVENTS = 1024 };

struct connection {
    int fd;
    size_t in, out, written;
    unsigned char *received, *replies;
};

static unsigned char reply[64 * 1024];
static size_t reply_size, reply_seqid;

static uint32_t integer(const unsigned char *at) {
    uint32_t value;
    memcpy(&value, at, 4);
    return ntohl(value);
}

/* Of a strict binary message: behind version and name. */
static size_t seqid_at(const unsigned char *frame) { return 4 + 4 + 4 + integer(frame + 8); }

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void add(int epoll, int fd, void *data) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = data};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0) fail("epoll_ctl");
}

static void accept_all(int epoll, int listener) {
    int fd;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        struct connection *c = calloc(1, sizeof *c);
        c->fd = fd;
        c->received = malloc(BUFFER);
        c->replies = malloc(BUFFER);
        add(epoll, fd, c);
    }
}

static void end(struct connection *c) {
    close(c->fd);
    free(c->received);
    free(c->replies);
    free(c);
}

static int flush(struct connection *c) {
    while (c->written < c->out) {
        ssize_t n = write(c->fd, c->replies + c->written, c->out - c->written);
        if (n < 0) return errno == EAGAIN ? 0 : -1;
        c->written += n;
    }
    c->written = c->out = 0;
    return 1;
}

static int serve(struct connection *c) {
    ssize_t n = read(c->fd, c->received + c->in, BUFFER - c->in);
    if (n <= 0) return n < 0 && errno == EAGAIN ? 0 : -1;
    c->in += n;
    size_t at = 0;
    while (c->in - at >= 4 && c->in - at - 4 >= integer(c->received + at)) {
        if (c->out + reply_size > BUFFER && flush(c) <= 0) return -1;
        memcpy(c->replies + c->out, reply, reply_size);
        memcpy(c->replies + c->out + reply_seqid, c->received + at + seqid_at(c->received + at), 4);
        c->out += reply_size;
        at += 4 + integer(c->received + at);
    }
    memmove(c->received, c->received + at, c->in - at);
    c->in -= at;
    return flush(c);
}

int main(int count, char **arguments) {
    FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
    if (!file) {
        fprintf(stderr, "usage: limit REPLY_FILE\n");
        return 2;
    }
    reply_size = fread(reply, 1, sizeof reply, file);
    reply_seqid = seqid_at(reply);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    if (bind(listener, (struct sockaddr *) &address, size) < 0 || listen(listener, 4096) < 0) fail("bind");
    getsockname(listener, (struct sockaddr *) &address, &size);
    printf("port %d\n", ntohs(address.sin_port));
    fflush(stdout);
    int epoll = epoll_create1(0);
    add(epoll, listener, NULL);
    struct epoll_event events[EVENTS];
    for (;;) {
        int n = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < n; i++) {
            struct connection *c = events[i].data.ptr;
            if (!c) accept_all(epoll, listener);
            else if (serve(c) < 0) end(c);
        }
    }
}
