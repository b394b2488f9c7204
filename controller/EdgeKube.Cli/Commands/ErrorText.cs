using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Commands;

/// <summary>The one shape of errors: <c>error: object: what is wrong</c>, a line each.</summary>
internal static class ErrorText
{
    public static void Write(TextWriter error, IReadOnlyList<string> messages)
    {
        foreach (var message in messages)
        {
            error.WriteLine($"error: {ScreenText.Escape(message)}");
        }
    }
}
