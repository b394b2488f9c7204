namespace EdgeKube.EndToEnd.Harness;

/// <summary>How a program ended.</summary>
public sealed record ShellResult(int ExitCode, string Output, string Errors)
{
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";
}
