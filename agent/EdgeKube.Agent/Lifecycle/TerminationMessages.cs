using System.Text;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Volumes;
using EdgeKube.Api;

namespace EdgeKube.Agent.Lifecycle;

/// <summary>The file into which a container may write its last words: one for each start, in memory.</summary>
internal sealed class TerminationMessages(VolumeLayout layout, PodVolumes volumes)
{
    public const string Fallback = "FallbackToLogsOnError";
    private const int MaxBytes = 4096;
    private const int LogBytes = 64 << 10;

    private const UnixFileMode Everyone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Makes the file; null when the container has no path for it.</summary>
    /// <exception cref="IOException">There is no room for it.</exception>
    public ContainerMount? Create(string uid, Container container, int restartCount)
    {
        if (string.IsNullOrEmpty(container.TerminationMessagePath))
        {
            return null;
        }

        volumes.EnsureMemory();
        var path = PathOf(uid, container.Name, restartCount);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, []);
        File.SetUnixFileMode(path, Everyone);
        File.Delete(PathOf(uid, container.Name, restartCount - 2));
        return new ContainerMount(container.TerminationMessagePath, path, ReadOnly: false);
    }

    /// <summary>Adds the container's last words to what the runtime says of its end.</summary>
    public ObservedContainer AddTo(ObservedContainer ended, string uid)
    {
        var words = ReadEnd(PathOf(uid, ended.Name, ended.RestartCount), MaxBytes) is { Length: > 0 } said
            ? Encoding.UTF8.GetString(said)
            : ended is { ExitCode: not 0, MessagePolicy: Fallback } ? LogEnd.Read(ReadEnd(ended.LogPath, LogBytes)) : "";
        return words.Length == 0 ? ended : ended with { Message = ended.Message.Length > 0 ? $"{ended.Message}: {words}" : words };
    }

    private string PathOf(string uid, string container, int restartCount)
        => Path.Combine(layout.MemoryOf(uid), "termination", SafeName.Check(container), $"{restartCount}");

    private static byte[] ReadEnd(string path, int most)
    {
        try
        {
            using var file = File.OpenRead(path);
            file.Position = Math.Max(0, file.Length - most);
            var bytes = new byte[(int)Math.Min(file.Length, most)];
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // No words are no reason to hold up the pod.
            return [];
        }
    }
}
