namespace EdgeKube.Cli.Commands;

/// <summary>How far a change goes.</summary>
internal enum DryRun
{
    None,

    /// <summary>Nothing is sent; what would be is printed.</summary>
    Client,

    /// <summary>The server does everything but store it.</summary>
    Server,
}
