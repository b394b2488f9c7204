using System.Globalization;
using System.Runtime.InteropServices;
using EdgeKube.Api;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Transport;
using EdgeKube.Link.Streams;

namespace EdgeKube.Cli.Streams;

/// <summary>Joins the terminal to a process in a container; the exit code is the process's.</summary>
internal sealed class ProcessRunner(Session session, string path, bool isInput, bool isTerminal)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var client = await session.ConnectAsync(cancellationToken);
        using var raw = isTerminal && isInput ? RawTerminal.Enter() : null;
        if (isTerminal && raw is null)
        {
            throw new CommandException("--tty: needs --stdin, and a terminal at standard input");
        }

        await using var stream = client.OpenStream(new ApiCall("POST", path));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var resized = raw is null ? null : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, context => { _ = TellSizeAsync(stream, over.Token); });
        var feeding = FeedAsync(stream, raw is not null, over.Token);
        try
        {
            await CopyAsync(stream, cancellationToken);
        }
        finally
        {
            // Not awaited: a read of a terminal ends with the next key only.
            await over.CancelAsync();
            _ = feeding;
        }

        return ExitCode(stream.Outcome);
    }

    private async Task CopyAsync(IApiStream stream, CancellationToken cancellationToken)
    {
        await using var output = session.Terminal.OpenOutput();
        await using var errors = session.Terminal.OpenErrors();
        await foreach (var record in stream.ReadAsync(cancellationToken))
        {
            var target = record.Channel == StreamChannels.Stderr ? errors : output;
            await target.WriteAsync(record.Bytes, cancellationToken);
            await target.FlushAsync(cancellationToken);
        }
    }

    private async Task FeedAsync(IApiStream stream, bool hasSize, CancellationToken cancellationToken)
    {
        try
        {
            await (hasSize ? TellSizeAsync(stream, cancellationToken) : Task.CompletedTask);
            if (!isInput)
            {
                return;
            }

            await using var input = session.Terminal.OpenInput();
            var buffer = new byte[StreamRecord.MaxBytes];
            while (await input.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                await stream.WriteAsync(new StreamRecord(StreamChannels.Stdin, buffer.AsMemory(0, read)), cancellationToken);
            }

            await stream.WriteAsync(new StreamRecord(StreamChannels.Stdin, default), cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or TransportException or IOException or ObjectDisposedException)
        {
            // The stream is over; its outcome says the rest.
        }
    }

    private static async Task TellSizeAsync(IApiStream stream, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(new StreamRecord(StreamChannels.Resize, RawTerminal.Size()), cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or TransportException or IOException or ObjectDisposedException)
        {
            // Over meanwhile, or a terminal without a size.
        }
    }

    private int ExitCode(ApiStatus? outcome)
    {
        if (outcome is { Status: "Success" })
        {
            return 0;
        }

        var cause = outcome?.Details?.Causes?.FirstOrDefault(cause => cause.Reason == "ExitCode");
        if (int.TryParse(cause?.Message, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code))
        {
            session.Terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"command terminated with exit code {code}"));
            return code;
        }

        throw new ApiException(outcome ?? new ApiStatus { Message = "the stream broke off" });
    }
}
