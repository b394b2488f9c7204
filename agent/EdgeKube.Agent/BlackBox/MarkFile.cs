using System.Text.Json;
using EdgeKube.Agent.Replica;

namespace EdgeKube.Agent.BlackBox;

/// <summary>A <see cref="RunMark"/> in a file that is replaced as a whole.</summary>
internal sealed class MarkFile(string path)
{
    private const int MaxBytes = 4096;

    /// <summary>Null when there is none, or none that can be read: nothing is known then.</summary>
    public RunMark? Find()
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= MaxBytes }
                ? JsonSerializer.Deserialize(File.ReadAllBytes(path), BlackBoxJsonContext.Default.RunMark)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">Not written; the former mark stands.</exception>
    public void Write(RunMark mark) =>
        AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(mark, BlackBoxJsonContext.Default.RunMark));
}
