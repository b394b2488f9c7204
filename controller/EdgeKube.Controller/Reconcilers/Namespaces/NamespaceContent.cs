namespace EdgeKube.Controller.Reconcilers.Namespaces;

/// <param name="Resource">Such as <c>configmaps</c>.</param>
/// <param name="Waiting">Objects asked to go that are still there.</param>
/// <param name="Untouched">Objects not yet asked to go.</param>
/// <param name="Finalizers">What holds objects back, with the number of objects each.</param>
internal sealed record NamespaceContent(string Resource, int Waiting, int Untouched, IReadOnlyDictionary<string, int> Finalizers)
{
    public int Count => Waiting + Untouched;
}
