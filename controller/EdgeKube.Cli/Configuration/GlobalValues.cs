namespace EdgeKube.Cli.Configuration;

/// <summary>The flags that every command has, as given.</summary>
internal sealed record GlobalValues(string? Server, string? User, string? Namespace, TimeSpan RequestTimeout)
{
    /// <summary>The configuration file, by name.</summary>
    public string? Config { get; init; }

    /// <summary>The agent of this machine is asked, not the controller.</summary>
    public bool IsNodeLocal { get; init; }
}
