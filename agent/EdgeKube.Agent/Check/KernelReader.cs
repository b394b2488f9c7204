using EdgeKube.Agent.Nodes;

namespace EdgeKube.Agent.Check;

/// <summary>Reads what the kernel is and has.</summary>
internal static class KernelReader
{
    // For a root file system, a pod's network, and its ports.
    private static readonly string[] Modules = ["overlay", "bridge", "veth", "nf_tables", "nf_nat"];
    private static readonly string[] Namespaces = ["mnt", "net", "pid", "ipc", "uts", "cgroup"];
    private static readonly string[] CommandLineFiles = ["/boot/firmware/cmdline.txt", "/boot/cmdline.txt"];

    public static KernelFacts Read(MachineFiles files)
    {
        var release = files.Read("/proc/sys/kernel/osrelease");
        return new KernelFacts
        {
            Release = release,
            Missing = [.. Modules.Where(module => !HasModule(files, release, module)), .. Namespaces.Where(name => !files.Exists($"/proc/self/ns/{name}")).Select(name => $"{name} namespaces")],
            CommandLine = files.Read("/proc/cmdline"),
            CommandLineFile = CommandLineFiles.FirstOrDefault(files.Exists),
            MemoryBytes = MachineReader.MemoryTotal(files.Read("/proc/meminfo")) is > 0 and var bytes ? bytes : null,
        };
    }

    // Loaded, built in, or to be loaded when needed. A kernel without /lib/modules tells nothing, so nothing is held against it.
    private static bool HasModule(MachineFiles files, string release, string module)
    {
        var directory = $"/lib/modules/{release}";
        return files.Exists($"/sys/module/{module}")
            || (module == "overlay" && files.Read("/proc/filesystems").Contains("overlay", StringComparison.Ordinal))
            || !files.Exists($"{directory}/modules.dep")
            || Names(files, $"{directory}/modules.builtin").Contains(module)
            || Names(files, $"{directory}/modules.dep").Contains(module);
    }

    // "kernel/net/bridge/bridge.ko.xz: kernel/net/802/stp.ko.xz": the file's name before its first dot.
    private static IEnumerable<string> Names(MachineFiles files, string path) =>
        files.Lines(path).Select(line => Path.GetFileName(line.Split(':')[0]).Split('.')[0].Replace('-', '_'));
}
