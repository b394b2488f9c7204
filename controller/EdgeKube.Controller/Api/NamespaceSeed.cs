using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Makes the namespaces every cluster has.</summary>
internal static class NamespaceSeed
{
    public static async Task EnsureAsync(IResources resources, CancellationToken cancellationToken)
    {
        foreach (var name in PermanentNamespaces.All.Where(name => resources.Find<Namespace>(null, name) is null))
        {
            var result = await resources.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = name } }, cancellationToken);
            if (!result.Succeeded && !result.IsConflict)
            {
                throw new InvalidOperationException($"namespace \"{name}\": {result.Error.Message}");
            }
        }
    }
}
