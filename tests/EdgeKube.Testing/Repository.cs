namespace EdgeKube.Testing;

/// <summary>Where the sources are, for tests that run scripts or read files of the repository.</summary>
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string directory) =>
        File.Exists(Path.Combine(directory, "EdgeKube.sln"))
            ? directory
            : Find(Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("EdgeKube.sln is in no directory above the tests"));
}
