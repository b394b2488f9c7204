namespace EdgeKube.Cli.Commands;

/// <summary>The world around the program: streams, environment, clock.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error, Func<Stream> OpenInput, Func<Stream> OpenOutput)
{
    /// <summary>True when stderr is a screen, so that progress may be drawn on it.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Columns and lines of the screen that stdout is; null when it is none, and lines are printed one after the other.</summary>
    public Func<(int Width, int Height)>? Screen { get; init; }

    /// <summary>Colour is for screens, and for people who have not asked for none: https://no-color.org.</summary>
    public bool HasColours => Screen is not null && string.IsNullOrEmpty(Environment("NO_COLOR")) && Environment("TERM") is { Length: > 0 } and not "dumb";

    /// <summary>Standard error as bytes.</summary>
    public Func<Stream> OpenErrors { get; init; } = Console.OpenStandardError;

    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public static Terminal OfProcess() => new(Console.Out, Console.Error, Console.OpenStandardInput, Console.OpenStandardOutput)
    {
        IsInteractive = !Console.IsErrorRedirected,
        Screen = Console.IsOutputRedirected ? null : () => (Console.WindowWidth, Console.WindowHeight),
    };
}
