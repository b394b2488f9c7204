using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Delete;

/// <summary>Waits until deleted objects are gone, or others of the same name have taken their place.</summary>
internal sealed class DeletionWait(Session session, TimeSpan timeout)
{
    public async Task RunAsync(IReadOnlyList<(Doomed Object, string Uid)> dying, CancellationToken cancellationToken)
    {
        using var limit = timeout > TimeSpan.Zero ? new CancellationTokenSource(timeout, session.Terminal.Clock) : new();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        foreach (var (doomed, uid) in dying)
        {
            try
            {
                await Progress.WhileAsync(session.Terminal, $"Waiting for {doomed.Label} to end", WaitAsync(doomed, uid, either.Token));
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new CommandException($"timed out waiting for {doomed.Label} to end; it is deleted, but still there");
            }
        }
    }

    private async Task<bool> WaitAsync(Doomed doomed, string uid, CancellationToken cancellationToken)
    {
        var selection = new (string, string?)[] { ("fieldSelector", $"metadata.name={doomed.Name}") };
        while (true)
        {
            var listing = await session.ListAsync(doomed.Type, doomed.Scope, selection, cancellationToken);
            if (!listing.Items.Any(item => uid.Length == 0 || ObjectJson.Uid(item) == uid))
            {
                return true;
            }

            try
            {
                await foreach (var change in session.WatchAsync(doomed.Type, doomed.Scope, selection, listing.ResourceVersion, cancellationToken))
                {
                    if (change.Type == "DELETED")
                    {
                        return true;
                    }
                }
            }
            catch (ApiException error) when (error.Status.Code == 410)
            {
                // The watch fell behind: look again.
            }
        }
    }
}
