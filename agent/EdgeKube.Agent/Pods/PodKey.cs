namespace EdgeKube.Agent.Pods;

/// <summary>Which pod a person means; two pods of one key never run at once, but the old one may still be ending when the new one comes.</summary>
internal readonly record struct PodKey(string Namespace, string Name)
{
    public override string ToString() => $"{Namespace}/{Name}";
}
