namespace EdgeKube.Agent.Runtime.Http2.Hpack;

/// <summary>The fields that the peer has said before, the latest first. At most a hundred or so, so moving them costs nothing.</summary>
internal sealed class DynamicTable(int maxSize)
{
    private readonly List<HeaderField> _fields = [];
    private int _maxSize = maxSize;
    private int _size;

    public int Count => _fields.Count;

    /// <param name="index">From 0, the latest.</param>
    public HeaderField Get(int index) => _fields[index];

    /// <summary>A field larger than the whole table only empties it.</summary>
    public void Add(HeaderField field)
    {
        Shrink(_maxSize - field.Size);
        if (field.Size <= _maxSize)
        {
            _fields.Insert(0, field);
            _size += field.Size;
        }
    }

    public void Resize(int maxSize)
    {
        _maxSize = maxSize;
        Shrink(maxSize);
    }

    private void Shrink(int size)
    {
        while (_size > size && _fields.Count > 0)
        {
            _size -= _fields[^1].Size;
            _fields.RemoveAt(_fields.Count - 1);
        }
    }
}
