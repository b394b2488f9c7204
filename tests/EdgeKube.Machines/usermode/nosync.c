/* Loaded before the C library: nothing is written to the disk when a program asks for it. The power-cut tests prove themselves with it. */
int fsync(int fd) { (void)fd; return 0; }
int fdatasync(int fd) { (void)fd; return 0; }
void sync(void) {}
int syncfs(int fd) { (void)fd; return 0; }
int msync(void *address, unsigned long length, int flags) { (void)address; (void)length; (void)flags; return 0; }
int sync_file_range(int fd, long offset, long bytes, unsigned int flags) { (void)fd; (void)offset; (void)bytes; (void)flags; return 0; }
