using EdgeKube.Testing.Containerd;

namespace EdgeKube.Agent.Tests.Devices;

/// <summary>Real device nodes in a private directory, which stands for a machine's root.</summary>
internal sealed class DeviceNodes : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ek-dev-");

    public string Root => $"{_root.FullName}/";

    /// <summary>Where device nodes are.</summary>
    public string Dev => Directory.CreateDirectory($"{Root}dev").FullName;

    /// <summary>A character device of these numbers, in the place of what was there.</summary>
    public string Make(string name, int major, int minor)
    {
        var path = $"{Dev}/{name}";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        Command.MustRun("mknod", path, "c", $"{major}", $"{minor}");
        return path;
    }

    public void Unplug(string name) => File.Delete($"{Dev}/{name}");

    /// <summary>A file as sysfs would show it.</summary>
    public void Tell(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName($"{Root}sys/{path}")!);
        File.WriteAllText($"{Root}sys/{path}", $"{text}\n");
    }

    public void Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName($"{Root}{path}")!);
        File.CreateSymbolicLink($"{Root}{path}", target);
    }

    public void Dispose() => _root.Delete(recursive: true);
}
