using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Runs a program in the container; exit code 0 is success.</summary>
[Description("Runs a program in the container; exit code 0 is success.")]
public sealed record ExecAction
{
    [Description("Program and arguments; no shell.")]
    public IReadOnlyList<string>? Command { get; init; }
}
