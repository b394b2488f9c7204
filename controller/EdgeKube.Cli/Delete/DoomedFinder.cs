using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Manifests;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Delete;

/// <summary>Finds out which objects are meant.</summary>
internal sealed class DoomedFinder(Session session, DeleteRequest request)
{
    public async Task<IReadOnlyList<Doomed>> FindAsync(CancellationToken cancellationToken)
    {
        if (request.Files.Count > 0)
        {
            return await InFilesAsync(cancellationToken);
        }

        var targets = await session.TargetsAsync(request.Words, cancellationToken);
        if (targets.All(target => target.Name is not null))
        {
            return request.HasSelector
                ? throw new CommandException("a name cannot be combined with --all or a selector")
                : [.. targets.Select(target => new Doomed(target.Type, session.Namespace, target.Name!, null))];
        }

        if (!request.HasSelector)
        {
            throw new CommandException("resource(s) were provided, but no name was specified");
        }

        return await SelectedAsync(targets, cancellationToken);
    }

    private async Task<IReadOnlyList<Doomed>> SelectedAsync(IReadOnlyList<ResourceTarget> targets, CancellationToken cancellationToken)
    {
        var doomed = new List<Doomed>();
        foreach (var type in targets.Select(target => target.Type).Distinct())
        {
            var scope = request.AllNamespaces ? null : session.Namespace;
            var selection = new (string, string?)[] { ("labelSelector", request.LabelSelector), ("fieldSelector", request.FieldSelector) };
            var listing = await session.ListAsync(type, scope, selection, cancellationToken);
            doomed.AddRange(listing.Items.Select(item => new Doomed(type, ObjectJson.Namespace(item), ObjectJson.Name(item), null)));
        }

        return doomed;
    }

    private async Task<IReadOnlyList<Doomed>> InFilesAsync(CancellationToken cancellationToken)
    {
        var doomed = new List<Doomed>();
        foreach (var path in request.Files)
        {
            var name = ManifestSource.NameOf(path);
            var text = await ManifestSource.ReadAsync(path, session.Terminal, cancellationToken);
            doomed.AddRange(ManifestScanner.Read(name, text).Select(found => Named(name, found)));
        }

        return doomed;
    }

    private Doomed Named(string file, ManifestObject found)
    {
        var type = ResourceTypes.Find(found.ApiVersion, found.Kind)
            ?? throw new CommandException($"{file}:{found.Line}: no matches for kind \"{found.Kind}\" in version \"{found.ApiVersion}\"");
        return new(
            type,
            found.Namespace is { Length: > 0 } own ? own : session.Namespace,
            found.Name is { Length: > 0 } name ? name : throw new CommandException($"{file}:{found.Line}: {type.QualifiedSingular}: metadata.name: must not be empty"),
            file);
    }
}
