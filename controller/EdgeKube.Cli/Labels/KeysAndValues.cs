namespace EdgeKube.Cli.Labels;

/// <summary>What one of the two commands works on, and its words.</summary>
/// <param name="Field">Of metadata.</param>
/// <param name="Command">The command's name.</param>
/// <param name="Set">When something was set.</param>
/// <param name="Removed">When something was only removed.</param>
/// <param name="Unchanged">When nothing was.</param>
internal sealed record KeysAndValues(string Field, string Command, string Set, string Removed, string Unchanged);
