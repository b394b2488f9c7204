using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Rollout;

/// <summary>Prints every change of a rollout until it is done.</summary>
internal sealed class RolloutWatch(Session session, string name, TimeSpan timeout)
{
    public async Task<int> RunAsync(bool wait, CancellationToken cancellationToken)
    {
        using var limit = timeout > TimeSpan.Zero ? new CancellationTokenSource(timeout, session.Terminal.Clock) : new();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await FollowAsync(wait, either.Token);
            return 0;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new CommandException($"deployment \"{name}\": timed out waiting for the rollout; see edgectl describe deployment {name}");
        }
    }

    private async Task FollowAsync(bool wait, CancellationToken cancellationToken)
    {
        var path = ResourcePath.Item(ResourceTypes.Deployment, session.Namespace, name);
        var selection = new (string, string?)[] { ("fieldSelector", $"metadata.name={name}") };
        while (true)
        {
            var found = await session.GetAsync(path, cancellationToken);
            if (Report(found) || !wait)
            {
                return;
            }

            try
            {
                await foreach (var change in session.WatchAsync(
                    ResourceTypes.Deployment, session.Namespace, selection, ObjectJson.ResourceVersion(found), cancellationToken))
                {
                    if (change.Type == "DELETED")
                    {
                        throw new CommandException($"deployment \"{name}\": was deleted during its rollout");
                    }

                    if (Report(change.Item))
                    {
                        return;
                    }
                }
            }
            catch (ApiException error) when (error.Status.Code == 410)
            {
                // The watch fell behind: look again.
            }
        }
    }

    private bool Report(JsonObject item)
    {
        var state = RolloutState.Of(item.Deserialize(AppsJsonContext.Default.Deployment)!);
        if (state.HasFailed)
        {
            throw new CommandException(state.Message);
        }

        session.Terminal.Out.WriteLine(state.Message);
        session.Terminal.Out.Flush();
        return state.IsDone;
    }
}
