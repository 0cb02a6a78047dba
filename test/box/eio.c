/*
 * For LD_PRELOAD (ld.so(8)): as soon as the file named by EIO_WHEN is there, whatever is written
 * below the folder EIO_UNDER fails with EIO, as on a disk that is going to die.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static int is_dead(int fd)
{
    const char *when = getenv("EIO_WHEN"), *under = getenv("EIO_UNDER");
    char link[64], path[4096];
    if (!when || !under || access(when, F_OK) != 0)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = '\0';
    return strncmp(path, under, strlen(under)) == 0;
}

#define FAIL_IF_DEAD(fd) do { if (is_dead(fd)) { errno = EIO; return -1; } } while (0)

ssize_t write(int fd, const void *bytes, size_t count)
{
    FAIL_IF_DEAD(fd);
    return ((ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write"))(fd, bytes, count);
}

ssize_t writev(int fd, const struct iovec *parts, int count)
{
    FAIL_IF_DEAD(fd);
    return ((ssize_t (*)(int, const struct iovec *, int))dlsym(RTLD_NEXT, "writev"))(fd, parts, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset)
{
    FAIL_IF_DEAD(fd);
    return ((ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite"))(fd, bytes, count, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset)
{
    FAIL_IF_DEAD(fd);
    return ((ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64"))(fd, bytes, count, offset);
}
