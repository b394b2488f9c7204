namespace EdgeKube.Agent.Tests.Removal;

/// <summary>A data directory with what agents keep in it, gone afterwards.</summary>
internal sealed class TemporaryData : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("ek-removal-").FullName;

    public TemporaryData()
    {
        Outside = Path.Combine(_root, "outside");
        DataDir = Path.Combine(_root, "data");
        Directory.CreateDirectory(Outside);
        File.WriteAllText(Path.Combine(Outside, "kept"), "");
        Directory.CreateDirectory(Path.Combine(DataDir, "identity"));
        File.WriteAllText(Path.Combine(DataDir, "identity", "key.pem"), "secret");
        File.WriteAllText(Path.Combine(DataDir, "view.0"), "secret");
        Directory.CreateSymbolicLink(Path.Combine(DataDir, "link"), Outside);
    }

    public string DataDir { get; }

    /// <summary>A folder that a link in the data directory leads to.</summary>
    public string Outside { get; }

    public IReadOnlyList<string> Entries => [.. Directory.EnumerateFileSystemEntries(DataDir).Select(entry => Path.GetFileName(entry)).Order()];

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
