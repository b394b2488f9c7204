/*
 * Holds a pod's namespaces open: waits for the end, and reaps what the pod's containers leave behind when they share its pid namespace.
 * Every pod of a node has one, so it does without a C library: a page of code instead of a hundred.
 */
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>

static long kernel(long number, long a, long b, long c, long d)
{
#if defined(__x86_64__)
    register long fourth __asm__("r10") = d;
    long result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth) : "rcx", "r11", "memory");
    return result;
#elif defined(__aarch64__)
    register long which __asm__("x8") = number;
    register long first __asm__("x0") = a;
    register long second __asm__("x1") = b;
    register long third __asm__("x2") = c;
    register long fourth __asm__("x3") = d;
    __asm__ volatile("svc 0" : "+r"(first) : "r"(which), "r"(second), "r"(third), "r"(fourth) : "memory");
    return first;
#elif defined(__arm__)
    register long which __asm__("r7") = number;
    register long first __asm__("r0") = a;
    register long second __asm__("r1") = b;
    register long third __asm__("r2") = c;
    register long fourth __asm__("r3") = d;
    __asm__ volatile("svc 0" : "+r"(first) : "r"(which), "r"(second), "r"(third), "r"(fourth) : "memory");
    return first;
#else
#error "pause.c knows the kernel's calls on amd64, arm64 and armhf"
#endif
}

static unsigned long long bit(int signal)
{
    return 1ULL << (signal - 1);
}

/* Signals that are blocked wait for whoever asks, even the first process of a namespace, which the kernel shields from those that it does not handle. */
void _start(void)
{
    const unsigned long long awaited = bit(SIGTERM) | bit(SIGINT) | bit(SIGCHLD);
    if (kernel(SYS_rt_sigprocmask, SIG_BLOCK, (long)&awaited, 0, sizeof awaited))
        kernel(SYS_exit_group, 1, 0, 0, 0);
    for (;;) {
        long signal = kernel(SYS_rt_sigtimedwait, (long)&awaited, 0, 0, sizeof awaited);
        if (signal == SIGTERM || signal == SIGINT)
            kernel(SYS_exit_group, 0, 0, 0, 0);
        while (kernel(SYS_wait4, -1, 0, WNOHANG, 0) > 0)
            ;
    }
}
