using EdgeKube.Agent.BlackBox;

namespace EdgeKube.Agent.Tests.BlackBox;

/// <summary>A directory that looks like a machine's /proc, /sys and /dev.</summary>
internal sealed class MachineTree : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("ek-machine-").FullName;

    public MachineEvidence Machine => new(Root);

    public void Write(string path, string text)
    {
        var target = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllText(target, text);
    }

    public void Boot(string id) => Write("proc/sys/kernel/random/boot_id", id + "\n");

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
