using System.CommandLine;
using System.Text.Json;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Commands;

/// <summary>Runs a command's body: gives it a session, and turns what goes wrong into lines on stderr and an exit code.</summary>
internal sealed class CommandHost(Terminal terminal, GlobalOptions globals)
{
    private const int Interrupted = 130;

    public Func<ParseResult, CancellationToken, Task<int>> Handle(Func<Session, ParseResult, CancellationToken, Task<int>> body) =>
        (result, cancellationToken) => RunAsync(result, body, cancellationToken);

    private async Task<int> RunAsync(ParseResult result, Func<Session, ParseResult, CancellationToken, Task<int>> body, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = new Session(terminal, globals.Read(result));
            var exit = await body(session, result, cancellationToken);
            await session.RenewIfDueAsync(cancellationToken);
            return exit;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (Exception error) when (MessagesOf(error) is { } messages)
        {
            ErrorText.Write(terminal.Error, messages);
            return 1;
        }
    }

    private static IReadOnlyList<string>? MessagesOf(Exception error) => error switch
    {
        CommandException failed => failed.Messages,
        ApiException refused => StatusText.Lines(refused.Status),
        TransportException lost => [lost.Message],
        JsonException => ["the server's answer is not what it should be; check that client and server have the same version"],
        IOException or UnauthorizedAccessException => [error.Message],
        _ => null,
    };
}
