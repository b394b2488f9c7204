namespace EdgeKube.Cli.Commands;

/// <summary>The world around the program: streams, environment, clock.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error, Func<Stream> OpenInput, Func<Stream> OpenOutput)
{
    /// <summary>True when stderr is a screen, so that progress may be drawn on it.</summary>
    public bool IsInteractive { get; init; }

    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public static Terminal OfProcess() => new(Console.Out, Console.Error, Console.OpenStandardInput, Console.OpenStandardOutput)
    {
        IsInteractive = !Console.IsErrorRedirected,
    };
}
