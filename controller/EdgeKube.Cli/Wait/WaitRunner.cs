using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Wait;

/// <summary>Waits for one object after the other; each has the whole time.</summary>
internal sealed class WaitRunner(Session session, WaitCondition condition, TimeSpan timeout)
{
    // Asked for 0, kubectl looks once.
    private static readonly TimeSpan OneLook = TimeSpan.FromSeconds(1);

    public async Task<int> RunAsync(IReadOnlyList<ResourceTarget> targets, string? selector, CancellationToken cancellationToken)
    {
        var errors = new List<string>();
        foreach (var target in await NamedAsync(targets, selector, cancellationToken))
        {
            using var limit = new CancellationTokenSource(timeout > TimeSpan.Zero ? timeout : OneLook, session.Terminal.Clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            try
            {
                var label = target.Type.NameOf(target.Name!);
                await Progress.WhileAsync(session.Terminal, $"Waiting for {label}", WaitAsync(target, either.Token));
                session.Terminal.Out.WriteLine(ScreenText.Escape($"{label} condition met"));
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                errors.Add($"timed out waiting for the condition on {target.Type.Plural}/{target.Name}");
            }
        }

        ErrorText.Write(session.Terminal.Error, errors);
        return errors.Count > 0 ? 1 : 0;
    }

    private async Task<IReadOnlyList<ResourceTarget>> NamedAsync(IReadOnlyList<ResourceTarget> targets, string? selector, CancellationToken cancellationToken)
    {
        var named = new List<ResourceTarget>();
        foreach (var target in targets)
        {
            if (target.Name is not null)
            {
                named.Add(target);
                continue;
            }

            var listing = await session.ListAsync(target.Type, session.Namespace, [("labelSelector", selector)], cancellationToken);
            named.AddRange(listing.Items.Select(item => target with { Name = ObjectJson.Name(item) }));
        }

        return named.Count > 0 || condition.WaitsForNone ? named : throw new CommandException("no matching resources found");
    }

    private async Task<bool> WaitAsync(ResourceTarget target, CancellationToken cancellationToken)
    {
        var selection = new (string, string?)[] { ("fieldSelector", $"metadata.name={target.Name}") };
        while (true)
        {
            var listing = await session.ListAsync(target.Type, session.Namespace, selection, cancellationToken);
            var item = listing.Items.FirstOrDefault();
            if (item is null && !condition.WaitsForNone && !condition.WaitsForAny)
            {
                throw new CommandException($"{target.Type.QualifiedPlural} \"{target.Name}\" not found");
            }

            if (condition.IsMet(item) || await WatchAsync(target, selection, listing.ResourceVersion, cancellationToken))
            {
                return true;
            }
        }
    }

    private async Task<bool> WatchAsync(ResourceTarget target, (string, string?)[] selection, string from, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in session.WatchAsync(target.Type, session.Namespace, selection, from, cancellationToken))
            {
                if (condition.IsMet(change.Type == "DELETED" ? null : change.Item))
                {
                    return true;
                }
            }
        }
        catch (ApiException error) when (error.Status.Code == 410)
        {
            // The watch fell behind: look again.
        }

        return false;
    }
}
