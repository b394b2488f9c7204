namespace EdgeKube.Agent.Tests.Trust;

/// <summary>An empty data directory, gone afterwards.</summary>
internal sealed class EmptyData : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ek-trust-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
