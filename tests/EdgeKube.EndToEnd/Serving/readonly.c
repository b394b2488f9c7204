/* Preloaded: while the file that EDGEKUBE_READ_ONLY_WHILE names exists, writing at a place fails as on a read-only file system. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static int is_read_only(void) {
  const char *flag = getenv("EDGEKUBE_READ_ONLY_WHILE");
  if (flag == NULL || access(flag, F_OK) != 0) return 0;
  errno = EROFS;
  return 1;
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
  static ssize_t (*next)(int, const void *, size_t, off64_t);
  if (next == NULL) next = (ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
  return is_read_only() ? -1 : next(file, bytes, count, offset);
}

int ftruncate64(int file, off64_t length) {
  static int (*next)(int, off64_t);
  if (next == NULL) next = (int (*)(int, off64_t))dlsym(RTLD_NEXT, "ftruncate64");
  return is_read_only() ? -1 : next(file, length);
}
