namespace EdgeKube.Controller.Hosting;

/// <summary>The managed heap at one moment.</summary>
/// <param name="Bytes">On the heap, garbage among them.</param>
/// <param name="Lived">What was left by the last full collection; 0 before the first.</param>
/// <param name="Allocated">Bytes that were allocated since the look before.</param>
/// <param name="SinceCollection">Bytes that were allocated since the last full collection.</param>
internal readonly record struct HeapLook(long Bytes, long Lived, long Allocated, long SinceCollection)
{
    public long Garbage => Bytes - Lived;
}
